package io.watchlake.connectors.kafka.codec;

import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as Kafka messages: the key is the origin's text form, so that a repeat is
 * recognised; the value the kept bytes as they came; the rest are headers, each UTF-8 text.
 *
 * <p>Headers: {@code topic}, {@code partition}, {@code offset}, {@code index} (the origin), {@code
 * timeline}, {@code arrival} (milliseconds since the epoch), {@code reason} (its code), {@code
 * detail}, {@code length}, {@code sha256}.
 */
public final class DeadLetterCodec {

  static final String TOPIC = "topic";
  static final String PARTITION = "partition";
  static final String OFFSET = "offset";
  static final String INDEX = "index";
  static final String TIMELINE = "timeline";
  static final String ARRIVAL = "arrival";
  static final String REASON = "reason";
  static final String DETAIL = "detail";
  static final String LENGTH = "length";
  static final String SHA256 = "sha256";

  private DeadLetterCodec() {}

  /** The message's key. */
  public static byte[] key(DeadLetter letter) {
    return utf8(letter.origin().id());
  }

  /** The message's value: the kept bytes, not copied. */
  public static byte[] value(DeadLetter letter) {
    return letter.bytes();
  }

  /** The message's headers by name, in their order. */
  public static Map<String, byte[]> headers(DeadLetter letter) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(TOPIC, letter.origin().topic());
    texts.put(PARTITION, Integer.toString(letter.origin().partition()));
    texts.put(OFFSET, Long.toString(letter.origin().offset()));
    texts.put(INDEX, Integer.toString(letter.origin().index()));
    texts.put(TIMELINE, letter.timeline());
    texts.put(ARRIVAL, Long.toString(letter.arrivalMillis()));
    texts.put(REASON, letter.reason().code());
    texts.put(DETAIL, letter.detail());
    texts.put(LENGTH, Integer.toString(letter.length()));
    texts.put(SHA256, letter.sha256());
    Map<String, byte[]> headers = new LinkedHashMap<>();
    texts.forEach((name, text) -> headers.put(name, utf8(text)));
    return headers;
  }

  /**
   * The dead letter of a message.
   *
   * @param headers by name; of a name given twice, the last
   * @throws IllegalArgumentException where a header is missing or unreadable; the message names it
   */
  public static DeadLetter decode(Map<String, byte[]> headers, byte @Nullable [] value) {
    Origin origin =
        new Origin(
            text(headers, TOPIC),
            (int) number(headers, PARTITION),
            number(headers, OFFSET),
            (int) number(headers, INDEX));
    return new DeadLetter(
        origin,
        text(headers, TIMELINE),
        number(headers, ARRIVAL),
        Reason.ofCode(text(headers, REASON)),
        text(headers, DETAIL),
        (int) number(headers, LENGTH),
        text(headers, SHA256),
        value == null ? new byte[0] : value);
  }

  private static long number(Map<String, byte[]> headers, String name) {
    String text = text(headers, name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "header '" + name + "' of a dead letter is not a number: '" + text + "'", e);
    }
  }

  private static String text(Map<String, byte[]> headers, String name) {
    byte[] header = headers.get(name);
    if (header == null) {
      throw new IllegalArgumentException("a dead letter without header '" + name + "'");
    }
    return new String(header, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
