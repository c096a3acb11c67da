package io.watchlake.jobs.stage.count;

import io.watchlake.model.telemetry.LogRecord;

/**
 * What is the same in log records that one line of a program writes: the name of the event, or else
 * the first line of the text, with a star for each word that has a digit in it. Numbers, times,
 * addresses and most ids are such words.
 */
final class LogPattern {

  /** So much of a text makes its pattern, in characters. */
  static final int LONGEST = 256;

  private static final char STAR = '*';

  private LogPattern() {}

  /** The pattern of a record; empty where it has neither name nor text. */
  static String of(LogRecord log) {
    if (!log.eventName().isEmpty()) {
      return log.eventName();
    }
    String body = log.body();
    return body == null ? "" : of(body);
  }

  /** The pattern of a text. */
  static String of(String text) {
    StringBuilder pattern = new StringBuilder(Math.min(text.length(), LONGEST));
    int wordAt = 0;
    boolean hasDigit = false;
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        break;
      }
      pattern.append(c);
      if (isOfWord(c)) {
        hasDigit |= Character.isDigit(c);
      } else {
        if (hasDigit) {
          pattern.setLength(wordAt);
          pattern.append(STAR).append(c);
        }
        wordAt = pattern.length();
        hasDigit = false;
      }
    }
    if (hasDigit) {
      pattern.setLength(wordAt);
      pattern.append(STAR);
    }
    return pattern.toString();
  }

  /** What numbers, times, addresses and ids are made of is one word. */
  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
  }
}
