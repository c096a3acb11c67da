package io.watchlake.rules.language;

/**
 * Something wrong in a file of rules.
 *
 * @param file the file, as it was named
 * @param line line, from 1; 0 where the file as a whole is meant
 * @param column column, from 1; 0 where the file as a whole is meant
 * @param key the key at fault, dots between names; empty where no key is meant
 * @param message what is wrong
 * @param advice what to do
 */
public record RuleProblem(
    String file, int line, int column, String key, String message, String advice) {

  /** The line for the user: {@code file:line:column: key: message; advice}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    text.append(": ");
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    return text.append(message).append("; ").append(advice).toString();
  }
}
