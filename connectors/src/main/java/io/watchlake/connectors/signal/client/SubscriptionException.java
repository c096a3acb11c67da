package io.watchlake.connectors.signal.client;

/** Kafka did not do what was asked of it; the message says what. */
public final class SubscriptionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SubscriptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
