package io.watchlake.model.formula;

/** A formula that cannot be read; the message says where and why. */
public final class FormulaException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int position;

  FormulaException(int position, String message) {
    super("at character " + position + ": " + message);
    this.position = position;
  }

  /** The character at fault, from 1. */
  public int position() {
    return position;
  }
}
