package io.watchlake.connectors.channel.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that was not taken. Its text says who did not take it and why, and holds no secret: of
 * an address no more than the host and the port.
 */
public final class ChannelException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private ChannelException(
      String message, boolean retryable, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** The same message may be taken later. */
  public static ChannelException later(String message, @Nullable Throwable cause) {
    return new ChannelException(message, true, null, cause);
  }

  /**
   * The same message may be taken after some time.
   *
   * @param after how long the other side wants to be left alone; null where it did not say
   */
  public static ChannelException later(String message, @Nullable Duration after) {
    return new ChannelException(message, true, after, null);
  }

  /** The message will never be taken. */
  public static ChannelException never(String message, @Nullable Throwable cause) {
    return new ChannelException(message, false, null, cause);
  }

  /** Whether the same message may be taken later. */
  public boolean isRetryable() {
    return retryable;
  }

  /** How long the other side wants to be left alone; empty where it did not say. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
