package io.watchlake.app.bench.load;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Batches as requests of Prometheus remote write, written from the bytes that each series keeps.
 * Not for use by several threads at once.
 */
public final class RemoteWriteEncoder {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RemoteWriteRequest request = new RemoteWriteRequest();
  private final byte[] @Nullable [] labels;
  private final byte[] generations;

  public RemoteWriteEncoder(Workload workload) {
    labels = new byte[workload.series()][];
    generations = new byte[workload.series()];
  }

  /** Adds a batch to the request. */
  public void add(SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      request.add(labels(batch, i), batch.asDouble(i), batch.timeUnixNano() / NANOS_PER_MILLI);
    }
  }

  /** The request, not compressed; the next one begins empty. */
  public byte[] take() {
    return request.take();
  }

  private byte[] labels(SampleBatch batch, int index) {
    int slot = batch.slot(index);
    byte[] known = labels[slot];
    if (known == null || generations[slot] != batch.generation(index)) {
      known = labels(slot, batch.group(), batch.generation(index));
      labels[slot] = known;
      generations[slot] = (byte) batch.generation(index);
    }
    return known;
  }

  private static byte[] labels(int slot, int group, int generation) {
    String metric = SeriesText.metricName(SeriesText.metric(slot));
    return RemoteWriteRequest.labels(
        Stream.of(
                Stream.of(new SeriesText.Label(RemoteWriteRequest.METRIC_NAME, metric)),
                SeriesText.ofResource(group).stream(),
                SeriesText.ofPoint(slot, generation).stream())
            .flatMap(labels -> labels)
            .toList());
  }
}
