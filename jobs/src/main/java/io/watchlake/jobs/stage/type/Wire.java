package io.watchlake.jobs.stage.type;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of strings and arrays. Lengths are unsigned varints; a nullable value's length is one
 * more than it is, 0 for null. {@code writeUTF} would end at 64 KB.
 */
final class Wire {

  private Wire() {}

  static void writeLength(int value, DataOutputView out) throws IOException {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  static int readLength(DataInputView in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        if (value < 0) {
          break;
        }
        return value;
      }
    }
    throw new EOFException("a length is not one: the bytes are damaged");
  }

  static void writeString(String value, DataOutputView out) throws IOException {
    writeBytes(value.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readString(DataInputView in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  static void writeNullableString(@Nullable String value, DataOutputView out) throws IOException {
    writeNullableBytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8), out);
  }

  static @Nullable String readNullableString(DataInputView in) throws IOException {
    byte[] bytes = readNullableBytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  static void writeBytes(byte[] value, DataOutputView out) throws IOException {
    writeLength(value.length, out);
    out.write(value);
  }

  static byte[] readBytes(DataInputView in) throws IOException {
    byte[] value = new byte[readLength(in)];
    in.readFully(value);
    return value;
  }

  static void writeNullableBytes(byte @Nullable [] value, DataOutputView out) throws IOException {
    if (value == null) {
      writeLength(0, out);
    } else {
      writeLength(value.length + 1, out);
      out.write(value);
    }
  }

  static byte @Nullable [] readNullableBytes(DataInputView in) throws IOException {
    int length = readLength(in);
    if (length == 0) {
      return null;
    }
    byte[] value = new byte[length - 1];
    in.readFully(value);
    return value;
  }

  static void writeStrings(List<String> values, DataOutputView out) throws IOException {
    writeLength(values.size(), out);
    for (String value : values) {
      writeString(value, out);
    }
  }

  static List<String> readStrings(DataInputView in) throws IOException {
    int size = readLength(in);
    if (size == 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      values.add(readString(in));
    }
    return values;
  }

  static void writeNullableDouble(@Nullable Double value, DataOutputView out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeLong(Double.doubleToRawLongBits(value));
    }
  }

  static @Nullable Double readNullableDouble(DataInputView in) throws IOException {
    return in.readBoolean() ? Double.longBitsToDouble(in.readLong()) : null;
  }

  static void writeLongs(long[] values, DataOutputView out) throws IOException {
    writeLength(values.length, out);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static long[] readLongs(DataInputView in) throws IOException {
    long[] values = new long[readLength(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  static void writeInts(int[] values, DataOutputView out) throws IOException {
    writeLength(values.length, out);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  static int[] readInts(DataInputView in) throws IOException {
    int[] values = new int[readLength(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  static void writeDoubles(double[] values, DataOutputView out) throws IOException {
    writeLength(values.length, out);
    for (double value : values) {
      out.writeLong(Double.doubleToRawLongBits(value));
    }
  }

  static double[] readDoubles(DataInputView in) throws IOException {
    double[] values = new double[readLength(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(in.readLong());
    }
    return values;
  }

  /** Texts by names. */
  static void writeTexts(Map<String, String> texts, DataOutputView out) throws IOException {
    writeLength(texts.size(), out);
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      writeString(text.getKey(), out);
      writeString(text.getValue(), out);
    }
  }

  static Map<String, String> readTexts(DataInputView in) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (int left = readLength(in); left > 0; left--) {
      texts.put(readString(in), readString(in));
    }
    return texts;
  }
}
