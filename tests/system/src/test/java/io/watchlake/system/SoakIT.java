package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.stack.ComponentStatus;
import io.watchlake.model.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack watches itself for long ({@code watchlake.soak.minutes}): files stay few, memory and
 * metadata flat. Writes {@code docs/soak.md}.
 */
@Tag("soak")
class SoakIT {

  private static final Logger LOG = LoggerFactory.getLogger(SoakIT.class);
  private static final int MOST_FILES = 20;

  @Test
  void filesStayFewAndMemoryFlat() throws IOException {
    Duration length = Duration.ofMinutes(Long.getLong("watchlake.soak.minutes", 120));
    List<SoakSample> samples = new ArrayList<>();
    try (TestStack stack = TestStack.embedded()) {
      stack.up(true);
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < length.toNanos()) {
        long next = Math.min(length.toMinutes(), samples.size() + 1L);
        Await.until(
            "minute " + next,
            Duration.ofMinutes(3),
            () -> TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begin),
            minute -> minute >= next);
        SoakSample sample = sample(stack, samples.size() + 1);
        samples.add(sample);
        LOG.info("{}", sample);
      }
      SoakReport report = new SoakReport(length, samples, stack.client().components());
      report.write(Project.root().resolve("docs/soak.md"));

      assertThat(samples.get(samples.size() - 1).rows()).isGreaterThan(samples.get(0).rows());
      assertThat(samples).allSatisfy(s -> assertThat(s.dead()).as("dead letters").isZero());
      assertThat(samples)
          .as("files in the fullest day partition after maintenance")
          .allSatisfy(s -> assertThat(s.compactedFiles()).isLessThanOrEqualTo(MOST_FILES));
      assertThat(report.memoryGrowth())
          .as("resident memory of the last quarter over that of the second")
          .isLessThan(1.25);
      assertThat(report.metadataGrowth())
          .as("metadata files of the last quarter over that of the second")
          .isLessThan(1.5);
      assertThat(stack.client().components())
          .as("nothing was restarted")
          .allSatisfy(component -> assertThat(component.restarts()).isZero());
    }
  }

  private static SoakSample sample(TestStack stack, int minute) {
    long rss =
        stack.client().components().stream()
            .map(ComponentStatus::rssBytes)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    Path home = stack.home();
    PartitionFiles files = PartitionFiles.of(home);
    Telemetry.Counts rows = stack.lake().counts("live");
    return new SoakSample(
        minute,
        rss >> 20,
        rows.spans() + rows.logs() + rows.points(),
        stack.lake().deadLetters("live"),
        files.afterCompaction(),
        files.now(),
        files.metadataFiles(home.resolve("lakehouse/warehouse"), Tables.NAMESPACE),
        PartitionFiles.bytes(home.resolve("lakehouse")) >> 20,
        PartitionFiles.bytes(home) >> 20);
  }
}
