package io.watchlake.model.alert;

/**
 * That somebody takes care of an alert: nobody need be told again that it fires. It holds for the
 * alert as it fires when it is said; what fires later is another matter.
 *
 * @param fingerprint the alert's
 * @param atUnixNano when it was said, nanoseconds since the epoch, UTC
 * @param endsAtUnixNano until when it holds at most, this moment included; not before {@code
 *     atUnixNano}
 * @param by who takes care
 * @param comment what else there is to say; empty for nothing
 */
public record Acknowledgement(
    String fingerprint, long atUnixNano, long endsAtUnixNano, String by, String comment) {

  /**
   * Whether it holds for an alert of this fingerprint.
   *
   * @param firesSinceUnixNano since when the alert fires
   * @param unixNano at which time
   */
  public boolean holds(long firesSinceUnixNano, long unixNano) {
    return firesSinceUnixNano <= atUnixNano && atUnixNano <= unixNano && unixNano <= endsAtUnixNano;
  }

  /** Who takes care, and what else was said: {@code eve: looking}. */
  public String words() {
    return comment.isEmpty() ? by : by + ": " + comment;
  }
}
