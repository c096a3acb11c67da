package io.watchlake.app.ingest;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two encodings of OTLP over HTTP; an answer comes in the encoding of its request. */
enum Encoding {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .usingTypeRegistry(
              JsonFormat.TypeRegistry.newBuilder().add(RetryInfo.getDescriptor()).build());

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** The encoding of a {@code Content-Type} header, parameters aside; null when it is neither. */
  static @Nullable Encoding ofContentType(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int parameters = header.indexOf(';');
    String type =
        (parameters < 0 ? header : header.substring(0, parameters))
            .strip()
            .toLowerCase(Locale.ROOT);
    for (Encoding encoding : values()) {
      if (encoding.contentType.equals(type)) {
        return encoding;
      }
    }
    return null;
  }

  byte[] bytes(Message message) {
    if (this == PROTOBUF) {
      return message.toByteArray();
    }
    try {
      return PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an answer of ours cannot be printed", e);
    }
  }

  /** The refusal in words, as OTLP wants it; retryable ones say when to come again. */
  static Status status(RefusedException refused, java.time.Duration retryAfter) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(refused.refusal().code().getNumber())
            .setMessage(refused.reason());
    if (refused.refusal().retryable()) {
      status.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(Duration.newBuilder().setSeconds(retryAfter.toSeconds()))
                  .build()));
    }
    return status.build();
  }
}
