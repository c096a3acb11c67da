package io.watchlake.connectors.otlp.codec;

import io.watchlake.model.DeadLetter.Reason;

/**
 * Why an item cannot become a row. Never leaves the package: decoders turn it into a dead letter.
 */
final class Fault extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  Fault(Reason reason, String detail) {
    // A fault is an answer, not a failure of ours: no stack, since hostile input makes thousands.
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** A failure of ours on some record: that record is put aside, the rest of the message is not. */
  static Fault of(RuntimeException unforeseen) {
    // Only the kind of failure: its message may quote the record.
    return new Fault(
        Reason.UNDECODABLE, "decoding failed with " + unforeseen.getClass().getSimpleName());
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
