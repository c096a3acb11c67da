package io.watchlake.connectors.otlp.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * OTLP/JSON, as the OpenTelemetry protocol specifies it: field names in lowerCamelCase, trace and
 * span ids in hex, 64-bit integers as strings or numbers, enums as numbers, unknown fields ignored.
 * Enum names and the proto files' own field names are read as well.
 */
public final class OtlpJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private OtlpJson() {}

  /**
   * Reads a message.
   *
   * @param json one JSON object in UTF-8
   * @param prototype the kind of message, such as {@code
   *     ExportTraceServiceRequest.getDefaultInstance()}
   * @throws OtlpJsonException where the text is no JSON or does not fit the message
   */
  public static <M extends Message> M parse(byte[] json, M prototype) throws OtlpJsonException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      @SuppressWarnings("unchecked") // a builder builds what it was made from
      M message = (M) new JsonMessageReader(parser).read(prototype);
      return message;
    } catch (JsonProcessingException e) {
      throw JsonMessageReader.failure(
          e.getOriginalMessage(), e.getLocation(), /* path= */ "", /* cause= */ e);
    } catch (IOException e) {
      // Such as broken UTF-8, which Jackson reports without a place.
      throw new OtlpJsonException("not JSON: " + JsonMessageReader.head(e.getMessage()), e);
    }
  }

  /** Writes a message; fields that have their default value are left out. */
  public static byte[] print(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      JsonMessageWriter.write(json, message);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written into memory", e);
    }
    return bytes.toByteArray();
  }
}
