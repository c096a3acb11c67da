package io.watchlake.app.ingest;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request names this machine. A foreign page whose name was made to resolve to 127.0.0.1
 * comes from this machine too, but names its own.
 */
public final class Loopback {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private Loopback() {}

  /**
   * Whether an authority is this machine's.
   *
   * @param authority host and port as the request has them
   */
  public static boolean isNamedBy(@Nullable String authority) {
    if (authority == null) {
      return false;
    }
    int port = authority.lastIndexOf(':');
    boolean hasPort = port > authority.lastIndexOf(']');
    return NAMES.contains(hasPort ? authority.substring(0, port) : authority);
  }
}
