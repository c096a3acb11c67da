package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.ByteString;
import io.watchlake.model.DeadLetter.Reason;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Trace and span ids: their lengths, and zeros, which stand for none. */
final class Ids {

  static final int TRACE_ID_BYTES = 16;
  static final int SPAN_ID_BYTES = 8;

  private Ids() {}

  /** An id that must be there. */
  static byte[] required(ByteString id, int length, String name) throws Fault {
    byte[] bytes = optional(id, length, name);
    if (bytes == null) {
      throw new Fault(Reason.INVALID_ID, name + " is " + (id.isEmpty() ? "missing" : "all zeros"));
    }
    return bytes;
  }

  /** An id that may be missing: null where it is empty or all zeros. */
  static byte @Nullable [] optional(ByteString id, int length, String name) throws Fault {
    if (isAbsent(id)) {
      return null;
    }
    if (id.size() != length) {
      throw new Fault(
          Reason.INVALID_ID, name + " has " + id.size() + " bytes instead of " + length);
    }
    return id.toByteArray();
  }

  static boolean isAbsent(ByteString id) {
    for (int i = 0; i < id.size(); i++) {
      if (id.byteAt(i) != 0) {
        return false;
      }
    }
    return true;
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
