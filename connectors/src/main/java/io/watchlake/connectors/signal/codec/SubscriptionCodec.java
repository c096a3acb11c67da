package io.watchlake.connectors.signal.codec;

import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions as messages of the compacted topic {@code subscriptions}: the key is the id, and a
 * message without a value ends it. The value is a JSON object with the fields {@code v} (1), {@code
 * id}, {@code series} (a selector such as {@code name{label="value"}}), {@code resolution} ({@code
 * 10s} or {@code 1m}) and {@code owner}. Readers pass over fields they do not know.
 */
public final class SubscriptionCodec {

  private static final int VERSION = 1;

  private SubscriptionCodec() {}

  /** The message's key. */
  public static byte[] key(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The id that a message's key holds.
   *
   * @throws IllegalArgumentException where it holds none
   */
  public static String id(byte @Nullable [] key) {
    if (key == null) {
      throw new IllegalArgumentException("a subscription without a key");
    }
    String id = new String(key, StandardCharsets.UTF_8);
    Subscription.checkId(id);
    return id;
  }

  /** The message's value. */
  public static byte[] encode(Subscription subscription) {
    return JsonObject.write(
        json -> {
          json.writeNumberField("v", VERSION);
          json.writeStringField("id", subscription.id());
          json.writeStringField("series", subscription.series().toString());
          json.writeStringField("resolution", subscription.resolution().code());
          json.writeStringField("owner", subscription.owner());
        });
  }

  /**
   * The subscription of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Subscription decode(byte @Nullable [] message) {
    JsonObject json = JsonObject.read(message, "subscription", VERSION);
    try {
      return new Subscription(
          json.text("id"),
          FormulaParser.selector(json.text("series")),
          Resolution.ofCode(json.text("resolution")),
          json.text("owner"));
    } catch (FormulaException e) {
      throw new IllegalArgumentException("the series of a subscription: " + e.getMessage(), e);
    }
  }

  /**
   * Does to what is asked for what a message says: asks, asks otherwise, or ends it.
   *
   * @param known by id
   * @return whether anything changed
   * @throws IllegalArgumentException where the message is none; the text says what is wrong
   */
  public static boolean apply(
      byte @Nullable [] key, byte @Nullable [] value, Map<String, Subscription> known) {
    String id = id(key);
    if (value == null) {
      return known.remove(id) != null;
    }
    Subscription subscription = decode(value);
    if (!subscription.id().equals(id)) {
      throw new IllegalArgumentException(
          "the key says '" + id + "' and the value '" + subscription.id() + "'");
    }
    return !subscription.equals(known.put(id, subscription));
  }
}
