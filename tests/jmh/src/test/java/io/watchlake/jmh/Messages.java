package io.watchlake.jmh;

import io.watchlake.app.bench.load.MetricGenerator;
import io.watchlake.app.bench.load.OtlpEncoder;
import io.watchlake.app.bench.load.Workload;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Kafka messages as {@code bench metrics} sends them. */
final class Messages {

  /** Points in each. */
  static final int POINTS = Workload.BATCH_POINTS;

  private Messages() {}

  /** So many rounds of all series; a round is a message for each thousand of them. */
  static List<RawMessage> of(int series, int rounds) {
    Instant now = Instant.now();
    Workload workload = Workload.until(now, series, (long) series * rounds, 1);
    OtlpEncoder encoder = new OtlpEncoder(workload);
    List<RawMessage> messages = new ArrayList<>();
    try {
      new MetricGenerator(workload)
          .run(
              0,
              1,
              batch ->
                  messages.add(
                      new RawMessage(
                          Topics.OTLP_METRICS,
                          batch.group() % Topics.PARTITIONS,
                          messages.size(),
                          now.toEpochMilli(),
                          encoder.encode(batch))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return messages;
  }
}
