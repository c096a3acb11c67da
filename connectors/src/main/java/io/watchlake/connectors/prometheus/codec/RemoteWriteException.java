package io.watchlake.connectors.prometheus.codec;

/** A request, or a series of one, that cannot be taken; the message names the place. */
public final class RemoteWriteException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  private RemoteWriteException(String message, boolean tooLarge) {
    // An answer to a sender, not a failure of ours: no stack, since hostile input makes thousands.
    super(message, null, false, false);
    this.tooLarge = tooLarge;
  }

  static RemoteWriteException malformed(String message) {
    return new RemoteWriteException(message, false);
  }

  static RemoteWriteException tooLarge(String message) {
    return new RemoteWriteException(message, true);
  }

  /** Whether it is only too much at once. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** What is wrong, and where. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
