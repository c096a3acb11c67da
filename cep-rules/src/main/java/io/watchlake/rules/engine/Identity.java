package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;

/** By what two signals are the same one. */
public final class Identity {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Identity() {}

  /**
   * 64 bits, never 0: of a window of a metric its series and end, which all its corrections share;
   * of all else the id.
   */
  public static long of(Signal signal) {
    long hash =
        signal.kind() == SignalKind.METRIC
            ? hash(hash(OFFSET, signal.key()) ^ signal.timeUnixNano(), signal.name())
            : hash(OFFSET, signal.id());
    return hash == 0 ? 1 : hash;
  }

  /** 16 hexadecimal digits that stand for a text. */
  static String text(String of) {
    return String.format("%016x", hash(OFFSET, of));
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return (hash ^ (hash >>> 32)) * PRIME;
  }
}
