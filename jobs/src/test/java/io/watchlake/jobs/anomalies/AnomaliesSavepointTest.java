package io.watchlake.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The whole job from a real broker: its scores, also those after a restart from a savepoint, are to
 * the bit those of a detector that saw the series without a break, as {@code detect} does.
 */
class AnomaliesSavepointTest extends SavepointContract {

  AnomaliesSavepointTest() {
    super(JobNames.ANOMALIES);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.GAUGES, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        AnomaliesMain.build(
            env,
            // Every score that is not 0 is told.
            AnomaliesOptions.parse(arguments("--watch", "level", "--threshold", "1e-300")),
            List.of());
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int until) throws Exception {
        running.await(
            "anomalies", () -> rows().count(Tables.ANOMALIES_LOG), scores(from, until).size());
        running.await(
            "dead letters",
            () -> rows().count(Tables.DEAD_LETTERS),
            (until - from) - Feed.requests(from, until));
      }

      @Override
      public void assertStopped(int from, int until) {
        Map<String, Double> expected = scores(from, until);
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(told(rows().catalog())).isEqualTo(expected);
      }
    };
  }

  /** The score of each window in a range of steps that is not 0, by the anomaly's id. */
  private static Map<String, Double> scores(int from, int to) {
    Map<Long, SeriesDetector> detectors = new HashMap<>();
    Map<String, Double> scores = new TreeMap<>();
    List<byte[]> messages = Feed.GAUGES.messages(0, to);
    for (int step = 0; step < to; step++) {
      for (Rollup window : windows(messages.get(step))) {
        double score =
            detectors
                .computeIfAbsent(window.series().id(), unseen -> new SeriesDetector(Profile.FULL))
                .update(window.windowUnixNano() / 1_000_000, window.sum())
                .score();
        if (step >= from && score > 0) {
          scores.put(
              String.format(
                  "%s/%016x/10s/%d/mean",
                  window.timeline(), window.series().id(), window.windowUnixNano()),
              score);
        }
      }
    }
    return scores;
  }

  private static List<Rollup> windows(byte[] message) {
    try {
      return RollupCodec.decode(message);
    } catch (IllegalArgumentException e) {
      return List.of(); // the steps that are no messages
    }
  }

  private static Map<String, Double> told(CatalogOptions catalog) {
    Map<String, Double> told = new TreeMap<>();
    try (Lakehouse lakehouse = Lakehouse.open(catalog);
        CloseableIterable<Record> rows =
            IcebergGenerics.read(lakehouse.table(Tables.ANOMALIES_LOG)).build()) {
      for (Record row : rows) {
        told.put((String) row.getField("id"), (Double) row.getField("score"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return told;
  }
}
