package io.watchlake.lakehouse.sql;

import org.jspecify.annotations.Nullable;

/** A query that could not be answered; the message is for the person who asked. */
public final class SqlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Reason {
    /** The statement is wrong: bad syntax, an unknown table or column, a wrong type. */
    STATEMENT,
    /** The statement is right, but this engine would not answer it rightly or may not run it. */
    REFUSED,
    /** The query needs more memory or time than the settings allow. */
    LIMIT,
    /** Something else failed, such as reading a file. */
    FAILED
  }

  private final Reason reason;

  SqlException(Reason reason, String message) {
    this(reason, message, null);
  }

  SqlException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
