package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * When what a metrics request says was measured, at a glance: the time of the first point that has
 * one, with all before it skipped. For those who order requests before they are decoded.
 */
public final class MetricTime {

  /**
   * The fields that lead to the time of a point, by depth: a request's resources, their scopes,
   * their metrics, the data of any kind, its points, and the time.
   */
  private static final long[] PATH = {
    fields(1), fields(2), fields(2), fields(5, 7, 9, 10, 11), fields(1), fields(3)
  };

  private static final int TIME = PATH.length - 1;

  private MetricTime() {}

  /**
   * The time of an OTLP metrics request in protobuf, in nanoseconds since the epoch, UTC. Empty
   * where no point has a time or the bytes are no such request; never throws.
   */
  public static OptionalLong of(byte[] request) {
    try {
      long time = find(CodedInputStream.newInstance(request), 0);
      return time > 0 ? OptionalLong.of(time) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static long fields(int... numbers) {
    long bits = 0;
    for (int number : numbers) {
      bits |= 1L << number;
    }
    return bits;
  }

  /** The time found in a message, which is read no further then; 0 where there is none. */
  private static long find(CodedInputStream in, int depth) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean leadsOn = field < Long.SIZE && (PATH[depth] >>> field & 1) != 0;
      int type = WireFormat.getTagWireType(tag);
      if (leadsOn && depth == TIME && type == WireFormat.WIRETYPE_FIXED64) {
        return in.readFixed64();
      }
      if (leadsOn && depth < TIME && type == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        int outer = in.pushLimit(in.readRawVarint32());
        long time = find(in, depth + 1);
        if (time != 0) {
          return time;
        }
        in.popLimit(outer);
      } else if (!in.skipField(tag)) {
        return 0;
      }
    }
    return 0;
  }
}
