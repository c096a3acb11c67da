package io.watchlake.app.config;

/**
 * Something wrong in a configuration file.
 *
 * @param severity whether the file can be used all the same
 * @param line line, from 1; 0 where the file as a whole is meant
 * @param column column, from 1; 0 where the file as a whole is meant
 * @param key the key at fault, dots between names; empty where no key is meant
 * @param message what is wrong; never a secret
 * @param advice what to do
 */
public record Problem(
    Severity severity, int line, int column, String key, String message, String advice) {

  /** Whether a file can be used. */
  public enum Severity {
    /** The file cannot be used. */
    ERROR("error"),
    /** The file can be used, but should be changed. */
    WARNING("warning");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    /** The word for it in messages. */
    public String word() {
      return word;
    }
  }

  /** The line for the user: {@code file:line:column: error: key: message; advice}. */
  public String in(String file) {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    text.append(": ").append(severity.word()).append(": ");
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    return text.append(message).append("; ").append(advice).toString();
  }
}
