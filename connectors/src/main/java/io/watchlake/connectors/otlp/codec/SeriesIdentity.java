package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Temporality;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a series this series: a canonical form in bytes and its hashes, stored for years. Any
 * change to either is a change of every series id.
 *
 * <p>The canonical form is the byte 1 (the form's version), the resource's attributes, the scope's
 * name, version and attributes, the metric's name and unit, the codes of its kind and temporality,
 * a byte for monotonicity, and the point's attributes. A text is its length in UTF-8 (4 bytes, big
 * endian) and its UTF-8. Attributes are their number (4 bytes) and, by the UTF-8 of the key
 * (unsigned), each key as a text, a letter for the type and the value: {@code s} text, {@code i} 8
 * bytes, {@code d} the 8 bytes of the IEEE 754 bits with one NaN, {@code b} a byte, {@code y}
 * length and bytes, {@code a} number of elements and each element's letter and value, {@code m}
 * attributes, {@code n} nothing. Of a key given twice the last counts.
 *
 * <p>The id is the first 8 bytes of the form's SHA-256, big endian, the check the next 8: two
 * halves that nobody can make collide on purpose.
 */
final class SeriesIdentity {

  private static final int VERSION = 1;

  private final MessageDigest sha256 = DeadLetters.newSha256();

  /** Id and check of a series. */
  record Hashes(long id, long check) {}

  /** The beginning of the canonical form, which all series of a resource and scope share. */
  static byte[] header(Resource resource, InstrumentationScope scope) {
    return bytes(
        out -> {
          out.writeByte(VERSION);
          attributes(out, resource.getAttributesList());
          text(out, scope.getName());
          text(out, scope.getVersion());
          attributes(out, scope.getAttributesList());
        });
  }

  /** The middle of the canonical form, which all series of a metric share. */
  static byte[] metric(
      String name, String unit, MetricKind kind, Temporality temporality, boolean monotonic) {
    return bytes(
        out -> {
          text(out, name);
          text(out, unit);
          text(out, kind.code());
          text(out, temporality.code());
          out.writeBoolean(monotonic);
        });
  }

  Hashes hashes(byte[] header, byte[] metric, List<KeyValue> attributes) {
    sha256.update(header);
    sha256.update(metric);
    sha256.update(bytes(out -> attributes(out, attributes)));
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new Hashes(digest.getLong(), digest.getLong());
  }

  private static void attributes(DataOutputStream out, List<KeyValue> entries) throws IOException {
    Map<byte[], AnyValue> sorted = new TreeMap<>(Arrays::compareUnsigned);
    for (KeyValue entry : entries) {
      sorted.put(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue());
    }
    out.writeInt(sorted.size());
    for (Map.Entry<byte[], AnyValue> entry : sorted.entrySet()) {
      text(out, entry.getKey());
      value(out, entry.getValue());
    }
  }

  // Recursion is bounded: protobuf refuses to parse more than 100 levels.
  private static void value(DataOutputStream out, AnyValue value) throws IOException {
    switch (value.getValueCase()) {
      case STRING_VALUE -> {
        out.writeByte('s');
        text(out, value.getStringValue());
      }
      case INT_VALUE -> {
        out.writeByte('i');
        out.writeLong(value.getIntValue());
      }
      case DOUBLE_VALUE -> {
        out.writeByte('d');
        out.writeLong(Double.doubleToLongBits(value.getDoubleValue()));
      }
      case BOOL_VALUE -> {
        out.writeByte('b');
        out.writeBoolean(value.getBoolValue());
      }
      case BYTES_VALUE -> {
        out.writeByte('y');
        text(out, value.getBytesValue().toByteArray());
      }
      case ARRAY_VALUE -> {
        out.writeByte('a');
        out.writeInt(value.getArrayValue().getValuesCount());
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          value(out, element);
        }
      }
      case KVLIST_VALUE -> {
        out.writeByte('m');
        attributes(out, value.getKvlistValue().getValuesList());
      }
      case VALUE_NOT_SET -> out.writeByte('n');
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    text(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void text(DataOutputStream out, byte[] utf8) throws IOException {
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }
}
