package io.watchlake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for the savepoints of every job: this build restores those that earlier builds wrote,
 * drops none of their state and goes on where they stopped; and it restores its own.
 *
 * <p>The savepoints of earlier builds are in the test resources, as {@code
 * savepoints/<job>-v<number>}. They stand for the savepoints that are out there, so they are never
 * made anew; when what is stored changes, one more is added. {@code docs/development.md} has the
 * command.
 */
public abstract class SavepointContract {

  /** How many steps of input a savepoint has seen. */
  protected static final int BEFORE = 100;

  /** One more than the last step of input after it was restored. */
  protected static final int AFTER = 150;

  private static final Path RELEASED = Path.of("src/test/resources/savepoints");
  private static final Path WRITTEN = Path.of("target/savepoints");

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private final String job;

  /**
   * @param job the name of the job, which its savepoints' names begin with
   */
  protected SavepointContract(String job) {
    this.job = job;
  }

  /** One life of the job, between a start and a stop, with a place of its own. */
  protected interface Life extends AutoCloseable {

    /** Builds the whole job. */
    void build(StreamExecutionEnvironment env) throws Exception;

    /** Waits until exactly the output of a range of steps is there. */
    void awaitOutput(RunningJob running, int from, int to) throws Exception;

    /** Asserts what is to be true once the job has stopped. */
    default void assertStopped(int from, int to) {}

    @Override
    void close();
  }

  /**
   * A life whose input holds all steps from 0 on.
   *
   * @param home an empty folder
   * @param to one more than the last step of its input
   */
  protected abstract Life begin(Path home, int to) throws Exception;

  @Test
  void theSavepointsOfEarlierBuildsAreRestoredWithAllTheirState(@TempDir Path temp)
      throws Exception {
    List<Path> released;
    try (Stream<Path> all = Files.list(RELEASED)) {
      released =
          all.filter(path -> path.getFileName().toString().matches(job + "-v[0-9]+"))
              .sorted()
              .toList();
    }
    assertThat(released).isNotEmpty();
    for (Path savepoint : released) {
      Path home = Files.createDirectory(temp.resolve(savepoint.getFileName()));
      run(home, savepoint.toUri().toString(), BEFORE, AFTER);
    }
  }

  @Test
  void whatThisBuildWritesItRestores(@TempDir Path temp) throws Exception {
    String written = run(Files.createDirectory(temp.resolve("first")), null, 0, BEFORE);
    keep(Path.of(URI.create(written)));
    run(Files.createDirectory(temp.resolve("second")), written, BEFORE, AFTER);
  }

  /** Runs the job until all output is committed, and stops it; the savepoint names no file then. */
  private String run(Path home, @Nullable String savepoint, int from, int to) throws Exception {
    try (Life life = begin(home, to)) {
      RunningJob running = RunningJob.start(home, savepoint, life::build);
      life.awaitOutput(running, from, to);
      String stopped = running.stop(home.resolve("savepoints"));
      life.assertStopped(from, to);
      return stopped;
    }
  }

  /** Leaves the savepoint where it can be taken from to become a fixture. */
  private void keep(Path savepoint) throws Exception {
    Path target = WRITTEN.resolve(job);
    FileUtils.deleteDirectory(target.toFile());
    FileUtils.copy(
        new org.apache.flink.core.fs.Path(savepoint.toUri()),
        new org.apache.flink.core.fs.Path(target.toUri()),
        false);
  }
}
