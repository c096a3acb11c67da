package io.watchlake.jobs.stage.type;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a signal between operators and in state: their number, then its fields in their
 * order. A signal goes to each rule that looks at it, and as the JSON of its message that would be
 * most of what it costs. It goes to one after the other, so that each thread keeps the last one.
 */
final class SignalWire {

  private static final ThreadLocal<Last> WRITTEN = ThreadLocal.withInitial(Last::new);
  private static final ThreadLocal<Last> READ = ThreadLocal.withInitial(Last::new);

  private SignalWire() {}

  /** A signal and its bytes. */
  private static final class Last {
    private @Nullable Signal signal;
    private byte[] bytes = {};
  }

  // One that is equal but another object has the same bytes; to find that out takes as long as to
  // write it.
  @SuppressWarnings("ReferenceEquality")
  static void write(Signal signal, DataOutputView out) throws IOException {
    Last last = WRITTEN.get();
    if (last.signal != signal) {
      DataOutputSerializer fields = new DataOutputSerializer(512);
      writeFields(signal, fields);
      last.signal = signal;
      last.bytes = fields.getCopyOfBuffer();
    }
    Wire.writeBytes(last.bytes, out);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException for a kind that is not known
   */
  static Signal read(DataInputView in) throws IOException {
    byte[] bytes = Wire.readBytes(in);
    Last last = READ.get();
    Signal same = last.signal;
    if (same != null && Arrays.equals(bytes, last.bytes)) {
      return same;
    }
    Signal signal = readFields(new DataInputDeserializer(bytes));
    last.signal = signal;
    last.bytes = bytes;
    return signal;
  }

  private static void writeFields(Signal signal, DataOutputView out) throws IOException {
    Wire.writeString(signal.id(), out);
    Wire.writeString(signal.kind().code(), out);
    Wire.writeString(signal.timeline(), out);
    out.writeLong(signal.timeUnixNano());
    Wire.writeString(signal.name(), out);
    Wire.writeString(signal.unit(), out);
    Wire.writeString(signal.service(), out);
    Wire.writeString(signal.key(), out);
    out.writeLong(Double.doubleToRawLongBits(signal.value()));
    writeTexts(signal.labels(), out);
    writeTexts(signal.evidence(), out);
  }

  private static Signal readFields(DataInputView in) throws IOException {
    return new Signal(
        Wire.readString(in),
        SignalKind.ofCode(Wire.readString(in)),
        Wire.readString(in),
        in.readLong(),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Double.longBitsToDouble(in.readLong()),
        readTexts(in),
        readTexts(in));
  }

  private static void writeTexts(Map<String, String> texts, DataOutputView out) throws IOException {
    Wire.writeLength(texts.size(), out);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Wire.writeString(text.getKey(), out);
      Wire.writeString(text.getValue(), out);
    }
  }

  private static Map<String, String> readTexts(DataInputView in) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      texts.put(Wire.readString(in), Wire.readString(in));
    }
    return texts;
  }
}
