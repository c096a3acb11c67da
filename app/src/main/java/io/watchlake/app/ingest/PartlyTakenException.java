package io.watchlake.app.ingest;

/** A request that is refused although some of it is in Kafka. */
final class PartlyTakenException extends RefusedException {

  private static final long serialVersionUID = 1L;

  private final transient Accepted taken;

  PartlyTakenException(Refusal refusal, String reason, Accepted taken) {
    super(refusal, reason);
    this.taken = taken;
  }

  Accepted taken() {
    return taken;
  }
}
