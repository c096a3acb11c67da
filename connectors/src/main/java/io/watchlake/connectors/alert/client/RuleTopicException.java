package io.watchlake.connectors.alert.client;

/** Kafka did not take or give rules, silences or alerts. */
public final class RuleTopicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RuleTopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
