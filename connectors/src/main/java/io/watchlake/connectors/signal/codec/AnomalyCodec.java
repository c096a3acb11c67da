package io.watchlake.connectors.signal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anomalies as messages of the topic {@code anomalies}: the key is the service, or the series where
 * it has none; the value is a JSON object with the fields {@code v} (1), {@code id}, which readers
 * drop repeats by, {@code timeline}, {@code series}, {@code metric}, {@code unit}, {@code service},
 * {@code labels} (an object of texts), {@code resolution}, {@code window_unix_nano}, {@code
 * time_unix_nano} (the end of the window), {@code revision}, {@code statistic}, {@code value},
 * {@code score}, {@code confidence}, {@code strength}, {@code lowered}, {@code threshold}, {@code
 * expectation}, {@code measure}, {@code usual}, {@code words} and {@code model}. Numbers that are
 * infinite are the texts {@code +Inf} and {@code -Inf}, and those that are none are left out.
 * Readers pass over fields they do not know.
 */
public final class AnomalyCodec {

  private static final int VERSION = 1;

  private AnomalyCodec() {}

  /** The message's key. */
  public static byte[] key(Anomaly anomaly) {
    String key = anomaly.service().isEmpty() ? anomaly.series() : anomaly.service();
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(Anomaly anomaly) {
    return JsonObject.write(
        json -> {
          json.writeNumberField("v", VERSION);
          json.writeStringField("id", anomaly.id());
          json.writeStringField("timeline", anomaly.timeline());
          json.writeStringField("series", anomaly.series());
          json.writeStringField("metric", anomaly.metric());
          json.writeStringField("unit", anomaly.unit());
          json.writeStringField("service", anomaly.service());
          json.writeObjectFieldStart("labels");
          for (Map.Entry<String, String> label : anomaly.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
          }
          json.writeEndObject();
          json.writeStringField("resolution", anomaly.resolution().code());
          json.writeNumberField("window_unix_nano", anomaly.windowUnixNano());
          json.writeNumberField("time_unix_nano", anomaly.timeUnixNano());
          json.writeNumberField("revision", anomaly.revision());
          json.writeStringField("statistic", anomaly.statistic().code());
          number(json, "value", anomaly.value());
          number(json, "score", anomaly.score());
          number(json, "confidence", anomaly.confidence());
          number(json, "strength", anomaly.strength());
          json.writeNumberField("lowered", anomaly.lowered());
          number(json, "threshold", anomaly.threshold());
          json.writeStringField("expectation", anomaly.expectation());
          number(json, "measure", anomaly.measure());
          number(json, "usual", anomaly.usual());
          json.writeStringField("words", anomaly.words());
          json.writeStringField("model", anomaly.model());
        });
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isInfinite(value)) {
      json.writeStringField(name, value > 0 ? "+Inf" : "-Inf");
    } else if (!Double.isNaN(value)) {
      json.writeNumberField(name, value);
    }
  }

  /**
   * The anomaly of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Anomaly decode(byte @Nullable [] message) {
    JsonObject json = JsonObject.read(message, "anomaly", VERSION);
    return new Anomaly(
        json.text("timeline"),
        json.text("series"),
        json.text("metric"),
        json.text("unit"),
        json.text("service"),
        json.texts("labels"),
        Resolution.ofCode(json.text("resolution")),
        json.integer("window_unix_nano"),
        (int) json.integer("revision"),
        Statistic.ofCode(json.text("statistic")),
        json.number("value"),
        json.number("score"),
        json.number("confidence"),
        json.number("strength"),
        (int) json.integer("lowered"),
        json.number("threshold"),
        json.text("expectation"),
        json.number("measure"),
        json.number("usual"),
        json.text("words"),
        json.text("model"));
  }
}
