package io.watchlake.app.webhook;

/** Whether a request proves that its sender knows the secret. */
public enum Credential {
  VALID("valid"),
  /** Nothing in the request is to prove it. */
  MISSING("missing"),
  /** What is to prove it does not. */
  WRONG("wrong");

  private final String code;

  Credential(String code) {
    this.code = code;
  }

  /** What is written of it. */
  public String code() {
    return code;
  }
}
