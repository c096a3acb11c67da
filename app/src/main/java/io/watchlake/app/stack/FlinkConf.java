package io.watchlake.app.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Flink's configuration in the home: what the jobs rely on, and where this stack is. */
final class FlinkConf {

  /**
   * How often Flink's RPC looks whether a timeout is over, in each of its two systems a process.
   * The shortest is seconds; a hundred times a second, as is usual, is work even where none is.
   */
  private static final String LOOK_AT_TIMEOUTS = "-Dpekko.scheduler.tick-duration=100ms";

  private FlinkConf() {}

  /** Renders {@code HOME/flink/conf/config.yaml}. */
  static void write(Site site) throws IOException {
    Map<String, String> settings = new TreeMap<>(read(site.flinkConf().resolve("config.yaml")));
    settings.putAll(local(site));
    String text =
        settings.entrySet().stream()
            .map(e -> e.getKey() + ": '" + e.getValue().replace("'", "''") + "'\n")
            .collect(Collectors.joining());
    Path file = site.home().flinkConf().resolve("config.yaml");
    Path beside = file.resolveSibling("config.yaml." + Thread.currentThread().getId());
    Files.writeString(
        beside, "# Written by ./watchlake up from flink-conf/config.yaml; edit that one.\n" + text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * A java command for one of the stack's own Flink processes. The job jar is on its class path:
   * one loaded and compiled copy of its classes serves every job and every restart.
   */
  static JavaCommand java(Site site, String component, String main) {
    return tool(site, component, main)
        .jvm(site.commonJvm(component))
        .jvm(LOOK_AT_TIMEOUTS)
        .classPath(site.jobJar().toString());
  }

  /** A java command with Flink's class path, for a process of the user's own. */
  static JavaCommand tool(Site site, String component, String main) {
    return JavaCommand.of(main)
        .jvm("--add-opens=java.base/java.util=ALL-UNNAMED")
        .jvm("--add-opens=java.base/java.nio=ALL-UNNAMED")
        .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")
        .jvm("--add-opens=java.base/java.time=ALL-UNNAMED")
        .jvm("-Dlog.file=" + site.home().logs().resolve(component + ".log"))
        .jarsOf(site.classPath("flink"))
        .jarsOf(site.dist().resolve("flink-lib"));
  }

  private static Map<String, String> local(Site site) {
    StackHome home = site.home();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(site.inner().flinkRpc()));
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(site.settings().ports().flink()));
    settings.put("rest.bind-port", Integer.toString(site.settings().ports().flink()));
    settings.put(
        "execution.checkpointing.interval",
        site.settings().configuration().checkpointInterval().toMillis() + "ms");
    // The job jar is on the class path of Flink's processes: each job's own class loader looks
    // there first.
    settings.put("classloader.resolve-order", "parent-first");
    settings.put("web.upload.dir", home.flink().resolve("upload").toString());
    settings.put("web.log.path", home.logs().resolve("jobmanager.log").toString());
    settings.put("io.tmp.dirs", home.flink().resolve("tmp").toString());
    settings.put("execution.checkpointing.dir", home.checkpoints().toUri().toString());
    settings.put("execution.checkpointing.savepoint-dir", home.savepoints().toUri().toString());
    return settings;
  }

  /** Reads a Flink {@code config.yaml}, nested or flat, as flat keys. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> flat = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      Object tree =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromInputStream(in);
      flatten("", tree, flat);
    }
    return flat;
  }

  private static void flatten(String prefix, Object node, Map<String, String> into) {
    if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = prefix.isEmpty() ? "" + entry.getKey() : prefix + '.' + entry.getKey();
        Object value = entry.getValue();
        flatten(key, value == null ? "" : value, into);
      }
    } else if (node instanceof List<?> list) {
      into.put(prefix, list.stream().map(String::valueOf).collect(Collectors.joining(";")));
    } else {
      into.put(prefix, String.valueOf(node));
    }
  }
}
