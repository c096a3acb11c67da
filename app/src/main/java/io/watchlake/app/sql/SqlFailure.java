package io.watchlake.app.sql;

import java.util.Objects;

/** A question in SQL that was not answered, with a message for whoever asked it. */
public final class SqlFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Fault {
    /** The question: bad syntax, unknown names, a thing that is not allowed. */
    QUESTION("bad_sql"),
    /** The answer: out of memory, files that vanished, a catalog that cannot be opened. */
    ANSWER("query_failed");

    private final String code;

    Fault(String code) {
      this.code = code;
    }

    /** The stable name the API answers. */
    public String code() {
      return code;
    }

    /** The fault of an API code; unknown codes are the answer's. */
    static Fault ofCode(String code) {
      return QUESTION.code.equals(code) ? QUESTION : ANSWER;
    }
  }

  private final Fault fault;

  public SqlFailure(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public SqlFailure(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
