package io.watchlake.connectors.signal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signals as messages of the topic {@code signals}: the key is the service, or the signal's key
 * where it has none, so that what belongs together is in order; the value is a JSON object with the
 * fields {@code v} (1), {@code id}, {@code kind}, {@code timeline}, {@code time_unix_nano} (a
 * number), {@code name}, {@code unit}, {@code service}, {@code key}, {@code value} (a number, or
 * missing where there is none; infinities are the texts {@code +Inf} and {@code -Inf}), {@code
 * labels} and {@code evidence} (objects of texts). Readers pass over fields they do not know.
 */
public final class SignalCodec {

  private static final int VERSION = 1;

  private SignalCodec() {}

  /** The message's key. */
  public static byte[] key(Signal signal) {
    String key = signal.service().isEmpty() ? signal.key() : signal.service();
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(Signal signal) {
    return JsonObject.write(
        json -> {
          json.writeNumberField("v", VERSION);
          json.writeStringField("id", signal.id());
          json.writeStringField("kind", signal.kind().code());
          json.writeStringField("timeline", signal.timeline());
          json.writeNumberField("time_unix_nano", signal.timeUnixNano());
          json.writeStringField("name", signal.name());
          json.writeStringField("unit", signal.unit());
          json.writeStringField("service", signal.service());
          json.writeStringField("key", signal.key());
          if (Double.isInfinite(signal.value())) {
            json.writeStringField("value", signal.value() > 0 ? "+Inf" : "-Inf");
          } else if (!Double.isNaN(signal.value())) {
            json.writeNumberField("value", signal.value());
          }
          texts(json, "labels", signal.labels());
          texts(json, "evidence", signal.evidence());
        });
  }

  /**
   * The signal of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Signal decode(byte @Nullable [] message) {
    JsonObject json = JsonObject.read(message, "signal", VERSION);
    return new Signal(
        json.text("id"),
        SignalKind.ofCode(json.text("kind")),
        json.text("timeline"),
        json.integer("time_unix_nano"),
        json.text("name"),
        json.text("unit"),
        json.text("service"),
        json.text("key"),
        json.number("value"),
        json.texts("labels"),
        json.texts("evidence"));
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }
}
