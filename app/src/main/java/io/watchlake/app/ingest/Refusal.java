package io.watchlake.app.ingest;

import com.google.rpc.Code;

/** Why a request is refused, with what OTLP has its sender do about it. */
public enum Refusal {
  MALFORMED("malformed", 400, Code.INVALID_ARGUMENT, false),
  TIMELINE("timeline", 400, Code.INVALID_ARGUMENT, false),
  /** Nothing proves that the sender is who he says he is. */
  UNPROVEN("unproven", 401, Code.UNAUTHENTICATED, false),
  /** There is nothing that a sender could prove himself by. */
  NOT_CONFIGURED("not_configured", 403, Code.PERMISSION_DENIED, false),
  PATH("path", 404, Code.UNIMPLEMENTED, false),
  METHOD("method", 405, Code.UNIMPLEMENTED, false),
  TOO_LARGE("too_large", 413, Code.RESOURCE_EXHAUSTED, false),
  CONTENT_TYPE("content_type", 415, Code.INVALID_ARGUMENT, false),
  /** Too many bytes in flight: nothing of the request was sent to Kafka. */
  BUSY("busy", 429, Code.RESOURCE_EXHAUSTED, true),
  /** Kafka took nothing of the request, and surely so. */
  KAFKA_UNAVAILABLE("kafka_unavailable", 503, Code.UNAVAILABLE, true),
  /**
   * Kafka did not answer in time and may or may not have taken it. Still retryable, since OTLP
   * prefers a record twice to a record lost; who prefers otherwise can tell it by the code.
   */
  OUTCOME_UNKNOWN("outcome_unknown", 504, Code.DEADLINE_EXCEEDED, true),
  INTERNAL("internal", 500, Code.INTERNAL, false);

  private final String label;
  private final int httpStatus;
  private final Code code;
  private final boolean retryable;

  Refusal(String label, int httpStatus, Code code, boolean retryable) {
    this.label = label;
    this.httpStatus = httpStatus;
    this.code = code;
    this.retryable = retryable;
  }

  /** The name it is counted by. */
  public String label() {
    return label;
  }

  int httpStatus() {
    return httpStatus;
  }

  Code code() {
    return code;
  }

  /** Whether OTLP lets the sender send the same request again. */
  boolean retryable() {
    return retryable;
  }
}
