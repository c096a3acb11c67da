package io.watchlake.app.bench.load;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Batches as requests of Prometheus remote write 1.0 ({@code prometheus.WriteRequest}, protobuf),
 * written from the bytes that each series keeps. Not for use by several threads at once.
 */
public final class RemoteWriteEncoder {

  private static final int TIME_SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int LABEL_NAME = 1;
  private static final int LABEL_VALUE = 2;
  private static final int SAMPLE_VALUE = 1;
  private static final int SAMPLE_TIMESTAMP = 2;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Bytes out = new Bytes();
  private final Bytes sample = new Bytes();
  private final byte[] @Nullable [] labels;
  private final byte[] generations;

  public RemoteWriteEncoder(Workload workload) {
    labels = new byte[workload.series()][];
    generations = new byte[workload.series()];
  }

  /** Adds a batch to the request. */
  public void add(SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      sample.clear();
      sample.fixed64(SAMPLE_VALUE, Double.doubleToRawLongBits(batch.asDouble(i)));
      sample.tag(SAMPLE_TIMESTAMP, Bytes.VARINT).varint(batch.timeUnixNano() / NANOS_PER_MILLI);
      byte[] ofSeries = labels(batch, i);
      byte[] ofSample = sample.toArray();
      out.tag(TIME_SERIES, Bytes.LENGTH)
          .varint(ofSeries.length + Bytes.fieldSize(ofSample.length))
          .raw(ofSeries)
          .field(SAMPLES, ofSample);
    }
  }

  /** The request, not compressed; the next one begins empty. */
  public byte[] take() {
    byte[] request = out.toArray();
    out.clear();
    return request;
  }

  private byte[] labels(SampleBatch batch, int index) {
    int slot = batch.slot(index);
    byte[] known = labels[slot];
    if (known == null || generations[slot] != batch.generation(index)) {
      Bytes written = new Bytes();
      sorted(slot, batch.group(), batch.generation(index))
          .forEach(
              label ->
                  written.field(
                      LABELS,
                      new Bytes()
                          .field(LABEL_NAME, label.key())
                          .field(LABEL_VALUE, label.value())
                          .toArray()));
      known = written.toArray();
      labels[slot] = known;
      generations[slot] = (byte) batch.generation(index);
    }
    return known;
  }

  /** The labels as Prometheus names and orders them. */
  private static List<SeriesText.Label> sorted(int slot, int group, int generation) {
    return Stream.of(
            Stream.of(
                new SeriesText.Label("__name__", SeriesText.metricName(SeriesText.metric(slot)))),
            SeriesText.ofResource(group).stream(),
            SeriesText.ofPoint(slot, generation).stream())
        .flatMap(labels -> labels)
        .map(label -> new SeriesText.Label(label.key().replace('.', '_'), label.value()))
        .sorted(Comparator.comparing(SeriesText.Label::key))
        .toList();
  }
}
