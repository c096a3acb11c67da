package io.watchlake.app.bench.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Batches as OTLP requests ({@code ExportMetricsServiceRequest}, protobuf), written from the bytes
 * that each series keeps. Not for use by several threads at once.
 */
public final class OtlpEncoder {

  // opentelemetry/proto/metrics/v1/metrics.proto
  private static final int REQUEST_RESOURCE_METRICS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_METRICS = 2;
  private static final int SCOPE = 1;
  private static final int METRICS = 2;
  private static final int METRIC_NAME = 1;
  private static final int METRIC_UNIT = 3;
  private static final int METRIC_GAUGE = 5;
  private static final int METRIC_SUM = 7;
  private static final int DATA_POINTS = 1;
  private static final int SUM_TEMPORALITY = 2;
  private static final int SUM_MONOTONIC = 3;
  private static final int CUMULATIVE = 2;
  private static final int POINT_START = 2;
  private static final int POINT_TIME = 3;
  private static final int POINT_AS_DOUBLE = 4;
  private static final int POINT_AS_INT = 6;
  private static final int POINT_ATTRIBUTES = 7;

  private static final int FIXED64_FIELD = 9;
  private static final byte[] SUM_TAIL =
      new Bytes()
          .tag(SUM_TEMPORALITY, Bytes.VARINT)
          .varint(CUMULATIVE)
          .tag(SUM_MONOTONIC, Bytes.VARINT)
          .varint(1)
          .toArray();
  private static final byte[] SCOPE_BYTES = new Bytes().field(1, "io.watchlake.bench").toArray();

  private final Bytes out = new Bytes();
  private final byte[][] metricHeads = new byte[SeriesText.METRICS][];
  private final byte[] @Nullable [] resources;
  private final byte[] @Nullable [] attributes;
  private final byte[] generations;
  private final int[] pointBytes = new int[SeriesText.METRICS];

  public OtlpEncoder(Workload workload) {
    resources = new byte[workload.groups()][];
    attributes = new byte[workload.series()][];
    generations = new byte[workload.series()];
    Arrays.setAll(
        metricHeads,
        metric ->
            new Bytes()
                .field(METRIC_NAME, SeriesText.metricName(metric))
                .field(METRIC_UNIT, SeriesText.unit(metric))
                .toArray());
  }

  /** The request of a batch. */
  public byte[] encode(SampleBatch batch) {
    byte[] resource = resource(batch.group());
    Arrays.fill(pointBytes, 0);
    for (int i = 0; i < batch.size(); i++) {
      pointBytes[SeriesText.metric(batch.slot(i))] += Bytes.fieldSize(pointSize(batch, i));
    }
    int metrics = 0;
    for (int metric = 0; metric < SeriesText.METRICS; metric++) {
      if (pointBytes[metric] > 0) {
        metrics += Bytes.fieldSize(metricSize(metric));
      }
    }
    int scopeMetrics = Bytes.fieldSize(SCOPE_BYTES.length) + metrics;
    int resourceMetrics = Bytes.fieldSize(resource.length) + Bytes.fieldSize(scopeMetrics);
    out.clear();
    out.tag(REQUEST_RESOURCE_METRICS, Bytes.LENGTH).varint(resourceMetrics);
    out.field(RESOURCE, resource);
    out.tag(SCOPE_METRICS, Bytes.LENGTH).varint(scopeMetrics);
    out.field(SCOPE, SCOPE_BYTES);
    int metric = -1;
    for (int i = 0; i < batch.size(); i++) {
      int next = SeriesText.metric(batch.slot(i));
      if (next != metric) {
        metricTail(metric);
        metric = next;
        metricHead(metric);
      }
      point(batch, i);
    }
    metricTail(metric);
    return out.toArray();
  }

  private int metricSize(int metric) {
    return metricHeads[metric].length + Bytes.fieldSize(dataSize(metric));
  }

  private int dataSize(int metric) {
    return pointBytes[metric] + (SeriesText.isCounter(metric) ? SUM_TAIL.length : 0);
  }

  private void metricHead(int metric) {
    boolean counter = SeriesText.isCounter(metric);
    out.tag(METRICS, Bytes.LENGTH).varint(metricSize(metric)).raw(metricHeads[metric]);
    out.tag(counter ? METRIC_SUM : METRIC_GAUGE, Bytes.LENGTH).varint(dataSize(metric));
  }

  /** Senders write fields in the order of their numbers, points first. */
  private void metricTail(int metric) {
    if (metric >= 0 && SeriesText.isCounter(metric)) {
      out.raw(SUM_TAIL);
    }
  }

  private int pointSize(SampleBatch batch, int index) {
    return attributes(batch, index).length + (batch.isCounter(index) ? 3 : 2) * FIXED64_FIELD;
  }

  private void point(SampleBatch batch, int index) {
    out.tag(DATA_POINTS, Bytes.LENGTH).varint(pointSize(batch, index));
    if (batch.isCounter(index)) {
      out.fixed64(POINT_START, batch.startUnixNano(index));
      out.fixed64(POINT_TIME, batch.timeUnixNano());
      out.fixed64(POINT_AS_INT, batch.value(index));
    } else {
      out.fixed64(POINT_TIME, batch.timeUnixNano());
      out.fixed64(POINT_AS_DOUBLE, Double.doubleToRawLongBits(batch.asDouble(index)));
    }
    out.raw(attributes(batch, index));
  }

  private byte[] attributes(SampleBatch batch, int index) {
    int slot = batch.slot(index);
    byte[] known = attributes[slot];
    if (known == null || generations[slot] != batch.generation(index)) {
      Bytes written = new Bytes();
      SeriesText.ofPoint(slot, batch.generation(index))
          .forEach(label -> written.field(POINT_ATTRIBUTES, keyValue(label)));
      known = written.toArray();
      attributes[slot] = known;
      generations[slot] = (byte) batch.generation(index);
    }
    return known;
  }

  private byte[] resource(int group) {
    byte[] known = resources[group];
    if (known == null) {
      Bytes written = new Bytes();
      SeriesText.ofResource(group).forEach(label -> written.field(1, keyValue(label)));
      known = written.toArray();
      resources[group] = known;
    }
    return known;
  }

  private static byte[] keyValue(SeriesText.Label label) {
    return new Bytes()
        .field(1, label.key())
        .field(2, new Bytes().field(1, label.value()).toArray())
        .toArray();
  }
}
