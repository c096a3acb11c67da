package io.watchlake.connectors.kafka.client;

/** Kafka could not be asked, or said no; the message says what was asked and what to look at. */
public final class KafkaAdminException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KafkaAdminException(String message) {
    super(message);
  }

  KafkaAdminException(String message, Throwable cause) {
    super(message, cause);
  }
}
