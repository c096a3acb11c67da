package io.watchlake.connectors.signal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions as messages of the compacted topic {@code subscriptions}: the key is the id, and a
 * message without a value ends it. The value is a JSON object with the fields {@code v} (1), {@code
 * id}, {@code owner}, and of series {@code series} (a selector such as {@code name{label="value"}})
 * and {@code resolution} ({@code 10s} or {@code 1m}); of records {@code kind} (of their signals),
 * {@code name} (missing for any), {@code match} (conditions as they stand between the braces of a
 * selector), {@code value} (such as {@code > 5}; missing for any) and {@code by} (labels that tell
 * them apart). Readers pass over fields they do not know.
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
          if (subscription instanceof SeriesSubscription of) {
            json.writeStringField("series", of.series().toString());
            json.writeStringField("resolution", of.resolution().code());
          } else if (subscription instanceof RecordSubscription of) {
            write(of.pattern(), json);
            json.writeArrayFieldStart("by");
            for (String label : of.by()) {
              json.writeString(label);
            }
            json.writeEndArray();
          }
          json.writeStringField("owner", subscription.owner());
        });
  }

  private static void write(SignalPattern pattern, JsonGenerator json) throws IOException {
    json.writeStringField("kind", pattern.kind().code());
    if (pattern.name() != null) {
      json.writeStringField("name", pattern.name());
    }
    json.writeStringField(
        "match",
        pattern.matchers().stream().map(LabelMatcher::toString).collect(Collectors.joining(",")));
    if (pattern.value() != null) {
      json.writeStringField("value", pattern.value().toString());
    }
  }

  /**
   * The subscription of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Subscription decode(byte @Nullable [] message) {
    JsonObject json = JsonObject.read(message, "subscription", VERSION);
    if (json.has("kind")) {
      return new RecordSubscription(
          json.text("id"), pattern(json), json.textList("by"), json.text("owner"));
    }
    return new SeriesSubscription(
        json.text("id"),
        selector(json.text("series"), "series"),
        Resolution.ofCode(json.text("resolution")),
        json.text("owner"));
  }

  private static SignalPattern pattern(JsonObject json) {
    return new SignalPattern(
        SignalKind.ofCode(json.text("kind")),
        json.has("name") ? json.text("name") : null,
        selector("x{" + json.text("match") + '}', "conditions").matchers(),
        json.has("value") ? Comparison.parse(json.text("value")) : null);
  }

  private static SeriesSelector selector(String text, String what) {
    try {
      return FormulaParser.selector(text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(
          "the " + what + " of a subscription: " + e.getMessage(), e);
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
