package io.watchlake.connectors.otlp.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one message from OTLP/JSON; knows where it is when something is wrong. */
final class JsonMessageReader {

  /** As deep as protobuf parses, so that what is read here can be read again downstream. */
  private static final int MAX_DEPTH = 100;

  private static final int MAX_SHORT_DIGITS = 19;
  private static final int MAX_QUOTED = 200;
  private static final BigInteger UNSIGNED_64_END = BigInteger.ONE.shiftLeft(64);

  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private final JsonParser json;
  private int depth;

  JsonMessageReader(JsonParser json) {
    this.json = json;
  }

  /** Reads the one object that the text consists of. */
  Message read(Message prototype) throws IOException, OtlpJsonException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw expected("a JSON object");
    }
    Message message = object(prototype.newBuilderForType());
    if (json.nextToken() != null) {
      throw failure("something follows the JSON object", null);
    }
    return message;
  }

  private Message object(Message.Builder message) throws IOException, OtlpJsonException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw expected("an object");
    }
    if (++depth > MAX_DEPTH) {
      throw failure("nested deeper than " + MAX_DEPTH + " levels", null);
    }
    Map<String, FieldDescriptor> fields = JsonFields.of(message.getDescriptorForType());
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      FieldDescriptor field = fields.get(name);
      JsonToken token = json.nextToken();
      if (field == null) {
        json.skipChildren();
      } else if (token == JsonToken.VALUE_NULL) {
        message.clearField(field);
      } else if (field.isRepeated()) {
        repeated(message, field);
      } else {
        message.setField(field, value(message, field));
      }
    }
    depth--;
    return message.build();
  }

  private void repeated(Message.Builder message, FieldDescriptor field)
      throws IOException, OtlpJsonException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw expected("an array");
    }
    message.clearField(field);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      message.addRepeatedField(field, value(message, field));
    }
  }

  private Object value(Message.Builder parent, FieldDescriptor field)
      throws IOException, OtlpJsonException {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> object(parent.newBuilderForField(field));
      case STRING -> wellFormed(text("a string"));
      case BYTES -> bytes(field);
      case BOOL -> bool();
      case ENUM -> enumValue(field);
      case DOUBLE -> number();
      case FLOAT -> (float) number();
      case INT32, SINT32, SFIXED32 -> (int) integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32, FIXED32 -> (int) integer(0, 0xFFFF_FFFFL);
      case INT64, SINT64, SFIXED64 -> integer(Long.MIN_VALUE, Long.MAX_VALUE);
      case UINT64, FIXED64 -> unsigned();
    };
  }

  private long integer(long min, long max) throws IOException, OtlpJsonException {
    if (isShortDigits()) {
      // 19 digits always fit into unsigned 64 bits, and what is beyond a long comes out negative.
      long value = Long.parseUnsignedLong(json.getText());
      if (value >= 0 && value <= max) {
        return value;
      }
    }
    BigInteger value = integer();
    if (value.compareTo(BigInteger.valueOf(min)) < 0
        || value.compareTo(BigInteger.valueOf(max)) > 0) {
      throw expected("an integer from " + min + " to " + max);
    }
    return value.longValue();
  }

  private long unsigned() throws IOException, OtlpJsonException {
    if (isShortDigits()) {
      return Long.parseUnsignedLong(json.getText());
    }
    BigInteger value = integer();
    if (value.signum() < 0 || value.compareTo(UNSIGNED_64_END) >= 0) {
      throw expected("an unsigned 64-bit integer");
    }
    return value.longValue();
  }

  private BigInteger integer() throws IOException, OtlpJsonException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return json.getBigIntegerValue();
    }
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_STRING) {
      throw expected("an integer, as a number or a string");
    }
    String text = json.getText();
    try {
      BigDecimal number = new BigDecimal(text);
      // A number with an exponent may have billions of digits: none of those is 64 bits long.
      if (number.precision() - (long) number.scale() > MAX_DEPTH) {
        throw expected("an integer of at most 64 bits");
      }
      return number.toBigIntegerExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw expected("an integer");
    }
  }

  /** Whether the value is nothing but up to 19 digits, as times in nanoseconds are. */
  private boolean isShortDigits() throws IOException {
    if (!json.currentToken().isScalarValue() || json.getTextLength() > MAX_SHORT_DIGITS) {
      return false;
    }
    char[] text = json.getTextCharacters();
    int from = json.getTextOffset();
    int length = json.getTextLength();
    for (int i = from; i < from + length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return length > 0;
  }

  private double number() throws IOException, OtlpJsonException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      Double named = NOT_FINITE.get(json.getText());
      if (named != null) {
        return named;
      }
    } else if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw expected("a number");
    }
    double value;
    try {
      value = Double.parseDouble(json.getText());
    } catch (NumberFormatException e) {
      throw expected("a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
    }
    if (!Double.isFinite(value)) {
      throw expected("a number of at most 64 bits");
    }
    return value;
  }

  private boolean bool() throws IOException, OtlpJsonException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw expected("true or false");
    };
  }

  private Object enumValue(FieldDescriptor field) throws IOException, OtlpJsonException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      int number = (int) integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
      return field.getEnumType().findValueByNumberCreatingIfUnknown(number);
    }
    EnumValueDescriptor named =
        field.getEnumType().findValueByName(text("the number of an enum value"));
    if (named == null) {
      throw expected("the number of a " + field.getEnumType().getName());
    }
    return named;
  }

  private ByteString bytes(FieldDescriptor field) throws IOException, OtlpJsonException {
    boolean hex = JsonFields.isHex(field);
    String text = text(hex ? "an id in hex" : "bytes in base64");
    try {
      return ByteString.copyFrom(
          hex
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
    } catch (IllegalArgumentException e) {
      throw expected(hex ? "an id in hex" : "bytes in base64");
    }
  }

  private String text(String what) throws IOException, OtlpJsonException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw expected(what);
    }
    return json.getText();
  }

  /** JSON can hold half a surrogate pair, UTF-8 and so protobuf cannot. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private OtlpJsonException expected(String what) throws IOException {
    JsonToken token = json.currentToken();
    String found;
    if (token == null) {
      found = "the end";
    } else if (token == JsonToken.START_OBJECT) {
      found = "an object";
    } else if (token == JsonToken.START_ARRAY) {
      found = "an array";
    } else {
      found = head(json.getText());
    }
    return failure("expected " + what + ", found " + found, null);
  }

  private OtlpJsonException failure(String words, @Nullable JsonProcessingException cause) {
    String path = json.getParsingContext().pathAsPointer().toString();
    return failure(words, json.currentTokenLocation(), path, cause);
  }

  static OtlpJsonException failure(
      String words,
      @Nullable JsonLocation location,
      String path,
      @Nullable JsonProcessingException cause) {
    String place =
        location == null
            ? ""
            : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    String field = path.isEmpty() ? "" : path + ": ";
    return new OtlpJsonException(place + field + head(words), cause);
  }

  static String head(@Nullable String text) {
    String words = String.valueOf(text);
    return words.length() <= MAX_QUOTED ? words : words.substring(0, MAX_QUOTED) + "…";
  }
}
