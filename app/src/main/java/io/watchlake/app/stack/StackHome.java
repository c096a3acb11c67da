package io.watchlake.app.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders of a local stack.
 *
 * @param root the home folder, absolute
 */
public record StackHome(Path root) {

  public StackHome {
    root = root.toAbsolutePath().normalize();
  }

  /** What the processes log. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** What only matters while the stack runs: process ids, rendered settings. */
  public Path run() {
    return root.resolve("run");
  }

  /** Where the supervisor says where it is; there as long as it runs. */
  public Path supervisorFile() {
    return run().resolve("supervisor.json");
  }

  /** Which jobs should run, and what they go on from. */
  public Path jobsFile() {
    return root.resolve("state").resolve("jobs.json");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path search() {
    return root.resolve("search");
  }

  Path flink() {
    return root.resolve("flink");
  }

  Path flinkConf() {
    return flink().resolve("conf");
  }

  /** Flink SQL, ready to use. */
  Path flinkSql() {
    return flink().resolve("sql");
  }

  /** Flink's checkpoints, a folder a job id. */
  public Path checkpoints() {
    return flink().resolve("checkpoints");
  }

  /** Flink's savepoints. */
  public Path savepoints() {
    return flink().resolve("savepoints");
  }

  Path pidFile(String component) {
    return run().resolve(component + ".pid");
  }

  Path lockFile() {
    return run().resolve("lock");
  }

  /** Makes the folders that are missing. */
  void create() throws IOException {
    for (Path folder :
        List.of(
            logs(),
            run(),
            root.resolve("state"),
            kafka(),
            search(),
            flinkConf(),
            flinkSql(),
            flink().resolve("tmp"),
            checkpoints(),
            savepoints(),
            root.resolve("lakehouse"))) {
      Files.createDirectories(folder);
    }
  }
}
