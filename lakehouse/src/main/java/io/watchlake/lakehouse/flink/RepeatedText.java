package io.watchlake.lakehouse.flink;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.table.data.StringData;

/**
 * Texts that come again in row after row, such as names of metrics and services, encoded once. A
 * cache that all threads share; it is emptied when it has grown too large.
 */
final class RepeatedText {

  private static final int MAX_TEXTS = 50_000;

  private static final Map<String, StringData> TEXTS = new ConcurrentHashMap<>();

  private RepeatedText() {}

  /** The text in Flink's form. */
  static StringData of(String text) {
    StringData known = TEXTS.get(text);
    if (known != null) {
      return known;
    }
    if (TEXTS.size() >= MAX_TEXTS) {
      TEXTS.clear();
    }
    StringData encoded = StringData.fromBytes(text.getBytes(StandardCharsets.UTF_8));
    TEXTS.put(text, encoded);
    return encoded;
  }
}
