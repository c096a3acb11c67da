package io.watchlake.jobs.stage.source.backlog;

import java.io.Serializable;
import java.util.OptionalLong;

/** A rough look at the time that a message says. */
@FunctionalInterface
public interface MessageTime extends Serializable {

  /**
   * Nanoseconds since the epoch, UTC; empty where the message says none.
   *
   * @param message its value, which may be damaged
   */
  OptionalLong unixNano(byte[] message);
}
