package io.watchlake.rules.model;

/** How bad it is; the code is what is written and stored. */
public enum Severity {
  CRITICAL("critical"),
  WARNING("warning"),
  INFO("info");

  private final String code;

  Severity(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /**
   * The severity of a code.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Severity ofCode(String code) {
    for (Severity severity : values()) {
      if (severity.code.equals(code)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("'" + code + "' is not critical, warning or info");
  }
}
