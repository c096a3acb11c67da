package io.watchlake.connectors.signal.codec;

import io.watchlake.model.anomaly.FalsePositive;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people say of anomalies, as messages of the topic {@code feedback}: the key is the series;
 * the value is a JSON object with the fields {@code v} (1), {@code kind}, {@code timeline}, {@code
 * anomaly}, {@code series}, {@code expectation}, {@code strength} (a number), {@code
 * said_unix_nano} (a number) and {@code by}. The kind is {@code false_positive}; the topic carries
 * others, whose readers are others too.
 */
public final class FeedbackCodec {

  private static final int VERSION = 1;
  private static final String FALSE_POSITIVE = "false_positive";

  private FeedbackCodec() {}

  /** The message's key. */
  public static byte[] key(FalsePositive said) {
    return said.series().getBytes(StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(FalsePositive said) {
    return JsonObject.write(
        json -> {
          json.writeNumberField("v", VERSION);
          json.writeStringField("kind", FALSE_POSITIVE);
          json.writeStringField("timeline", said.timeline());
          json.writeStringField("anomaly", said.anomaly());
          json.writeStringField("series", said.series());
          json.writeStringField("expectation", said.expectation());
          json.writeNumberField("strength", said.strength());
          json.writeNumberField("said_unix_nano", said.saidUnixNano());
          json.writeStringField("by", said.by());
        });
  }

  /**
   * What a message says; empty for a kind of feedback that is not about anomalies.
   *
   * @throws IllegalArgumentException where it is no feedback; the message says what is wrong
   */
  public static Optional<FalsePositive> decode(byte @Nullable [] message) {
    JsonObject json = JsonObject.read(message, "feedback", VERSION);
    if (!json.text("kind").equals(FALSE_POSITIVE)) {
      return Optional.empty();
    }
    return Optional.of(
        new FalsePositive(
            json.text("timeline"),
            json.text("anomaly"),
            json.text("series"),
            json.text("expectation"),
            json.number("strength"),
            json.integer("said_unix_nano"),
            json.text("by")));
  }
}
