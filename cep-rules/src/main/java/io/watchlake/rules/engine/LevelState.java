package io.watchlake.rules.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule keeps of a key, of all conditions but sequences. It changes. */
public final class LevelState {

  private static final int VERSION = 1;

  static final long NOT_YET = Long.MIN_VALUE;

  Phase phase = Phase.INACTIVE;

  /** Since when the condition has held; while the phase is not inactive. */
  long since = NOT_YET;

  /** Since when it has not held any more; while the phase is keeping. */
  long keepSince = NOT_YET;

  /** Until when everything is settled; no signal counts as older. */
  long time = NOT_YET;

  /** When the last signal was; for an expected key that never had any, when waiting began. */
  long seen = NOT_YET;

  /** Whether the key is one that is to come, so that it is never forgotten. */
  boolean expected;

  /** The value that made it what it is. */
  double value = Double.NaN;

  /** What that was compared with. */
  double threshold = Double.NaN;

  /** Names the signal that made it what it is; empty for none. */
  String signal = "";

  Map<String, SeriesState> series = new LinkedHashMap<>();
  Windows windows = new Windows();

  /** Where an alert is; the code is what is stored. */
  enum Phase {
    INACTIVE(0),
    PENDING(1),
    FIRING(2),
    /** It fires, though its condition does not hold any more. */
    KEEPING(3);

    private final int code;

    Phase(int code) {
      this.code = code;
    }

    static Phase ofCode(int code) throws IOException {
      for (Phase phase : values()) {
        if (phase.code == code) {
          return phase;
        }
      }
      throw new IOException("the state of a rule is damaged: there is no phase " + code);
    }
  }

  /** Another with the same content. */
  public LevelState copy() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      write(new DataOutputStream(bytes));
      return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be read", e);
    }
  }

  /** Writes it, with a version byte first. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(phase.code);
    out.writeLong(since);
    out.writeLong(keepSince);
    out.writeLong(time);
    out.writeLong(seen);
    out.writeBoolean(expected);
    out.writeDouble(value);
    out.writeDouble(threshold);
    out.writeUTF(signal.length() > 1000 ? signal.substring(0, 1000) : signal);
    out.writeInt(series.size());
    for (Map.Entry<String, SeriesState> one : series.entrySet()) {
      out.writeUTF(one.getKey());
      one.getValue().write(out);
    }
    windows.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException for bytes of a version that is not known
   */
  public static LevelState read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("the state of a rule has version " + version + ", not " + VERSION);
    }
    LevelState state = new LevelState();
    state.phase = Phase.ofCode(in.readUnsignedByte());
    state.since = in.readLong();
    state.keepSince = in.readLong();
    state.time = in.readLong();
    state.seen = in.readLong();
    state.expected = in.readBoolean();
    state.value = in.readDouble();
    state.threshold = in.readDouble();
    state.signal = in.readUTF();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      state.series.put(in.readUTF(), SeriesState.read(in));
    }
    state.windows = Windows.read(in);
    return state;
  }
}
