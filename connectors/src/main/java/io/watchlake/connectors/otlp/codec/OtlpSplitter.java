package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a request into the Kafka messages it becomes: one a target partition, more where one would
 * be larger than allowed. Spans of a trace go to one partition, log records and metrics of a
 * resource as well. Every record is in exactly one part, or among the rejected.
 */
public final class OtlpSplitter {

  /** Field numbers that requests of all signals share: resources, their scopes, their records. */
  private static final int RESOURCES = 1;

  private static final int RESOURCE = 1;
  private static final int SCOPES = 2;
  private static final int ITEMS = 2;

  /** Most bytes that stand before an embedded message: its tag and its length. */
  private static final int FRAME = 6;

  private final int partitions;
  private final int maxBytes;

  /**
   * A splitter.
   *
   * @param partitions how many partitions the topic has
   * @param maxBytes largest encoded size of a part
   */
  public OtlpSplitter(int partitions, int maxBytes) {
    if (partitions < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("at least one partition and one byte");
    }
    this.partitions = partitions;
    this.maxBytes = maxBytes;
  }

  /**
   * A part of a request.
   *
   * @param partition the partition it belongs to
   * @param records how many records it holds, as {@link OtlpRecords} counts
   * @param request a request of the same kind, encoded
   */
  @SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
  public record Part(int partition, int records, byte[] request) {}

  /**
   * A request in parts.
   *
   * @param parts none where the request holds no records
   * @param rejected how many records are too large for any part
   */
  public record Split(List<Part> parts, int rejected) {}

  /**
   * Splits a request.
   *
   * @throws IllegalArgumentException for anything that is not an OTLP request
   */
  public Split split(Message request) {
    if (!(request instanceof ExportTraceServiceRequest
        || request instanceof ExportLogsServiceRequest
        || request instanceof ExportMetricsServiceRequest)) {
      throw new IllegalArgumentException(
          "not an OTLP request: " + request.getDescriptorForType().getFullName());
    }
    Pass pass = new Pass(request);
    for (Message resource : children(request, RESOURCES)) {
      pass.resource(resource);
    }
    return pass.finish();
  }

  private static List<Message> children(Message message, int number) {
    @SuppressWarnings("unchecked") // a repeated field of messages
    List<Message> children = (List<Message>) message.getField(field(message, number));
    return children;
  }

  private static FieldDescriptor field(Message message, int number) {
    return message.getDescriptorForType().findFieldByNumber(number);
  }

  private static int partition(ByteString key, int partitions) {
    // Spread the bits: hash codes of ids that are counted up lie side by side.
    int hash = key.hashCode() * 0x9E37_79B9;
    return Math.floorMod(hash ^ (hash >>> 16), partitions);
  }

  /** One walk over a request. */
  private final class Pass {

    private final Message request;
    private final @Nullable OpenPart[] open = new OpenPart[partitions];
    private final List<Part> parts = new ArrayList<>();
    private int rejected;

    Pass(Message request) {
      this.request = request;
    }

    void resource(Message resource) {
      Message bare = resource.toBuilder().clearField(field(resource, SCOPES)).build();
      int ofResource =
          partition(
              ((Message) resource.getField(field(resource, RESOURCE))).toByteString(), partitions);
      for (Message scope : children(resource, SCOPES)) {
        Header header = new Header(bare, scope.toBuilder().clearField(field(scope, ITEMS)).build());
        for (Message item : children(scope, ITEMS)) {
          if (item instanceof Span span) {
            add(header, span, 1, partition(span.getTraceId(), partitions));
          } else if (item instanceof Metric metric) {
            metric(header, metric, ofResource);
          } else {
            add(header, item, 1, ofResource);
          }
        }
      }
    }

    Split finish() {
      for (OpenPart part : open) {
        if (part != null) {
          parts.add(part.close());
        }
      }
      return new Split(List.copyOf(parts), rejected);
    }

    /** A metric is taken apart only where it is too large as a whole. */
    private void metric(Header header, Metric metric, int partition) {
      if (fits(header, metric) || OtlpRecords.count(metric) == 1) {
        add(header, metric, OtlpRecords.count(metric), partition);
        return;
      }
      for (Metric part : MetricParts.of(metric, maxBytes - header.bytes - FRAME)) {
        add(header, part, OtlpRecords.count(part), partition);
      }
    }

    private void add(Header header, Message item, int records, int partition) {
      if (!fits(header, item)) {
        rejected += records;
        return;
      }
      OpenPart part = open[partition];
      if (part != null && part.bytesWith(header, item) > maxBytes) {
        parts.add(part.close());
        part = null;
      }
      if (part == null) {
        part = new OpenPart(request, partition);
        open[partition] = part;
      }
      part.add(header, item, records);
    }

    private boolean fits(Header header, Message item) {
      return (long) header.bytes + FRAME + item.getSerializedSize() <= maxBytes;
    }
  }

  /** A resource and a scope without what is in them. */
  private static final class Header {
    private final Message resource;
    private final Message scope;
    private final int bytes;

    Header(Message resource, Message scope) {
      this.resource = resource;
      this.scope = scope;
      this.bytes = 2 * FRAME + resource.getSerializedSize() + scope.getSerializedSize();
    }
  }

  /** A part that may still grow. */
  private static final class OpenPart {
    private final int partition;
    private final Message.Builder request;
    private final List<Header> headers = new ArrayList<>();
    private final List<List<Message>> items = new ArrayList<>();
    private long bytes;
    private int records;

    OpenPart(Message prototype, int partition) {
      this.partition = partition;
      this.request = prototype.newBuilderForType();
    }

    long bytesWith(Header header, Message item) {
      return bytes + (isOpen(header) ? 0 : header.bytes) + FRAME + item.getSerializedSize();
    }

    void add(Header header, Message item, int itemRecords) {
      bytes = bytesWith(header, item);
      records += itemRecords;
      if (!isOpen(header)) {
        headers.add(header);
        items.add(new ArrayList<>());
      }
      items.get(items.size() - 1).add(item);
    }

    Part close() {
      // A resource is written anew with each scope: the decoders and OTLP's rules do not mind.
      for (int i = 0; i < headers.size(); i++) {
        Header header = headers.get(i);
        Message.Builder scope = header.scope.toBuilder();
        FieldDescriptor ofScope = field(header.scope, ITEMS);
        items.get(i).forEach(item -> scope.addRepeatedField(ofScope, item));
        Message.Builder resource = header.resource.toBuilder();
        resource.addRepeatedField(field(header.resource, SCOPES), scope.build());
        request.addRepeatedField(
            request.getDescriptorForType().findFieldByNumber(RESOURCES), resource.build());
      }
      return new Part(partition, records, request.build().toByteArray());
    }

    private boolean isOpen(Header header) {
      return !headers.isEmpty() && headers.get(headers.size() - 1) == header;
    }
  }
}
