package io.watchlake.app.bench.load;

import java.util.Comparator;
import java.util.List;

/**
 * A request of Prometheus remote write 1.0 ({@code prometheus.WriteRequest}, protobuf). Not for use
 * by several threads at once.
 */
final class RemoteWriteRequest {

  /** The label that names the metric. */
  static final String METRIC_NAME = "__name__";

  private static final int TIME_SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int LABEL_NAME = 1;
  private static final int LABEL_VALUE = 2;
  private static final int SAMPLE_VALUE = 1;
  private static final int SAMPLE_TIMESTAMP = 2;

  private final Bytes out = new Bytes();
  private final Bytes sample = new Bytes();

  /** Adds a sample of a series, of which {@link #labels} has made the labels. */
  void add(byte[] ofSeries, double value, long unixMillis) {
    sample.clear();
    sample.fixed64(SAMPLE_VALUE, Double.doubleToRawLongBits(value));
    sample.tag(SAMPLE_TIMESTAMP, Bytes.VARINT).varint(unixMillis);
    byte[] ofSample = sample.toArray();
    out.tag(TIME_SERIES, Bytes.LENGTH)
        .varint(ofSeries.length + Bytes.fieldSize(ofSample.length))
        .raw(ofSeries)
        .field(SAMPLES, ofSample);
  }

  /** The request, not compressed; the next one begins empty. */
  byte[] take() {
    byte[] request = out.toArray();
    out.clear();
    return request;
  }

  /** Labels as Prometheus names and orders them, {@link #METRIC_NAME} among them. */
  static byte[] labels(List<SeriesText.Label> ofSeries) {
    Bytes written = new Bytes();
    ofSeries.stream()
        .map(label -> new SeriesText.Label(label.key().replace('.', '_'), label.value()))
        .sorted(Comparator.comparing(SeriesText.Label::key))
        .forEach(
            label ->
                written.field(
                    LABELS,
                    new Bytes()
                        .field(LABEL_NAME, label.key())
                        .field(LABEL_VALUE, label.value())
                        .toArray()));
    return written.toArray();
  }
}
