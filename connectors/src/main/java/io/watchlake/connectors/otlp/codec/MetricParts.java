package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.List;

/** Cuts a metric into metrics of the same name that hold some of its data points each. */
final class MetricParts {

  /** The field of data points, in every kind of metric data. */
  private static final int DATA_POINTS = 1;

  /** Most bytes that stand before an embedded message: its tag and its length. */
  private static final int FRAME = 6;

  private MetricParts() {}

  /**
   * The parts of a metric that has data points; a part is larger than {@code maxBytes} only where a
   * single data point makes it so.
   */
  static List<Metric> of(Metric metric, int maxBytes) {
    FieldDescriptor kind =
        metric.getDescriptorForType().findFieldByNumber(metric.getDataCase().getNumber());
    Message data = (Message) metric.getField(kind);
    FieldDescriptor points = data.getDescriptorForType().findFieldByNumber(DATA_POINTS);
    Message bare = data.toBuilder().clearField(points).build();
    Metric empty = metric.toBuilder().setField(kind, bare).build();
    int header = empty.getSerializedSize() + FRAME;

    List<Metric> parts = new ArrayList<>();
    List<Message> taken = new ArrayList<>();
    long bytes = header;
    for (Object element : (List<?>) data.getField(points)) {
      Message point = (Message) element;
      long more = (long) FRAME + point.getSerializedSize();
      if (!taken.isEmpty() && bytes + more > maxBytes) {
        parts.add(part(empty, kind, bare, points, taken));
        taken.clear();
        bytes = header;
      }
      taken.add(point);
      bytes += more;
    }
    parts.add(part(empty, kind, bare, points, taken));
    return parts;
  }

  private static Metric part(
      Metric empty,
      FieldDescriptor kind,
      Message bare,
      FieldDescriptor points,
      List<Message> taken) {
    Message.Builder data = bare.toBuilder();
    taken.forEach(point -> data.addRepeatedField(points, point));
    return empty.toBuilder().setField(kind, data.build()).build();
  }
}
