package io.watchlake.app.ingest;

import java.util.concurrent.CompletionException;

/** A request that is refused as a whole; the message is for its sender. */
class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;
  private final String reason;

  RefusedException(Refusal refusal, String reason) {
    // Senders can cause many of these: no stack trace, the reason names the place.
    super(reason, null, false, false);
    this.refusal = refusal;
    this.reason = reason;
  }

  /** What {@code failure} means for the sender; what nobody foresaw is an internal error. */
  static RefusedException of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RefusedException refused
        ? refused
        : new RefusedException(
            Refusal.INTERNAL, "the request could not be handled; the log of the server says why");
  }

  Refusal refusal() {
    return refusal;
  }

  String reason() {
    return reason;
  }
}
