package io.watchlake.ml.state;

/** Bytes that are no state of a detector, or one of a format that this version does not know. */
public final class StateFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StateFormatException(String message) {
    super(message);
  }
}
