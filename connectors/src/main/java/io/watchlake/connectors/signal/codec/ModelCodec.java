package io.watchlake.connectors.signal.codec;

import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fitted models as messages of the topic {@code models}: the key is the service; the value is a
 * JSON object with the fields {@code v} (1), {@code service}, {@code version}, {@code
 * created_unix_nano}, {@code from_unix_nano}, {@code until_unix_nano}, {@code vectors}, {@code
 * signals} (a list of texts), {@code fitted_by}, {@code sha256} and {@code bytes} in base64. That
 * no model judges a service any more is an object of {@code v}, {@code service} and {@code
 * withdrawn} (true). Readers pass over fields they do not know.
 */
public final class ModelCodec {

  private static final int VERSION = 1;

  private ModelCodec() {}

  /** The message's key. */
  public static byte[] key(String service) {
    return service.getBytes(StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(ModelChange change) {
    FittedModel model = change.model();
    return JsonObject.write(
        json -> {
          json.writeNumberField("v", VERSION);
          json.writeStringField("service", change.service());
          if (model == null) {
            json.writeBooleanField("withdrawn", true);
            return;
          }
          json.writeNumberField("version", model.version());
          json.writeNumberField("created_unix_nano", model.createdUnixNano());
          json.writeNumberField("from_unix_nano", model.fromUnixNano());
          json.writeNumberField("until_unix_nano", model.untilUnixNano());
          json.writeNumberField("vectors", model.vectors());
          json.writeArrayFieldStart("signals");
          for (String signal : model.signals()) {
            json.writeString(signal);
          }
          json.writeEndArray();
          json.writeStringField("fitted_by", model.fittedBy());
          json.writeStringField("sha256", model.sha256());
          json.writeStringField("bytes", Base64.getEncoder().encodeToString(model.bytes()));
        });
  }

  /**
   * What a message says; the bytes of a model are those of its hash.
   *
   * @throws IllegalArgumentException where it says nothing; the message says what is wrong
   */
  public static ModelChange decode(byte @Nullable [] message) {
    JsonObject json = JsonObject.read(message, "model", VERSION);
    if (json.has("withdrawn")) {
      return new ModelChange(json.text("service"), null);
    }
    List<String> signals = json.textList("signals");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(json.text("bytes"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the bytes of a model are not base64", e);
    }
    FittedModel model =
        new FittedModel(
            json.text("service"),
            json.integer("version"),
            json.integer("created_unix_nano"),
            json.integer("from_unix_nano"),
            json.integer("until_unix_nano"),
            json.integer("vectors"),
            signals,
            json.text("fitted_by"),
            json.text("sha256"),
            bytes);
    if (!model.isWhole()) {
      throw new IllegalArgumentException(
          "the bytes of model " + model.name() + " are not those of its hash");
    }
    return new ModelChange(model.service(), model);
  }
}
