package io.watchlake.connectors.signal.client;

/** Kafka did not do what was asked of it; the message says what. */
public final class AnomalyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AnomalyException(String message, Throwable cause) {
    super(message, cause);
  }
}
