package io.watchlake.jobs.metrics;

import io.watchlake.model.Tables;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.apache.flink.util.FileUtils;

/**
 * Makes the savepoint that {@link MetricsJobTest} restores: the state of the job {@code metrics} as
 * the build of the day writes it. A fixture is never made anew for a change of the code, since it
 * stands for the savepoints that are out there; when a release changes what is stored, it gets one
 * more, beside the old ones.
 *
 * <p>To make one, run {@link #main} from the module's test class path with the folder of test
 * resources as its argument.
 */
final class SavepointFixture {

  static final String RESOURCE = "/savepoints/metrics-v1";

  /** How many messages of {@link Feeds} the savepoint has seen. */
  static final int STEPS = 100;

  private SavepointFixture() {}

  public static void main(String[] args) throws Exception {
    Path target = Path.of(args[0] + RESOURCE);
    if (Files.exists(target)) {
      throw new IllegalStateException(target + " is there already: give the new one a new name");
    }
    Path home = Files.createTempDirectory("fixture");
    MiniClusterWithClientResource cluster =
        new MiniClusterWithClientResource(
            new MiniClusterResourceConfiguration.Builder()
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(4)
                .build());
    cluster.before();
    try {
      FeedSource feed =
          new FeedSource(MetricsRun.TOPIC, Feeds.messages(0, STEPS), FeedSource.FailurePlan.NONE);
      MetricsRun run = MetricsRun.start(home, feed, null);
      // All rows are committed before the stop, so that the savepoint names no file of this place.
      run.awaitRows(Tables.METRIC_CHUNKS, "point_count", Feeds.requests(0, STEPS) * Feeds.SERIES);
      run.awaitRows(Tables.METRIC_DISTRIBUTIONS, "", Feeds.requests(0, STEPS));
      run.awaitRows(Tables.DEAD_LETTERS, "", STEPS - Feeds.requests(0, STEPS));
      run.awaitRows(Tables.SERIES, "", Feeds.SERIES + 1L);
      Path made = Path.of(URI.create(run.stop(home.resolve("savepoints"))));
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(made)) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } finally {
      cluster.after();
      FileUtils.deleteDirectory(home.toFile());
    }
  }
}
