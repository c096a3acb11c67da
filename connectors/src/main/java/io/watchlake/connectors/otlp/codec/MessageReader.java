package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of decoding that all signals share: the faults of a message as a whole, and sizes. */
final class MessageReader<R> {

  private final Parser<R> parser;
  private final boolean points;
  private final DecodeLimits limits;

  MessageReader(Parser<R> parser, boolean points, DecodeLimits limits) {
    this.parser = parser;
    this.points = points;
    this.limits = limits;
  }

  /** The request in a message that holds at least one record; null after a dead letter. */
  @Nullable R read(RawMessage message, Consumer<DeadLetter> deadLetters) {
    byte[] value = message.value();
    if (value == null || value.length == 0) {
      deadLetters.accept(
          DeadLetters.whole(
              message, Reason.EMPTY, "the message has no " + (value == null ? "value" : "bytes")));
      return null;
    }
    R request;
    int records;
    try {
      records = points ? RecordCounter.countPoints(value) : RecordCounter.countItems(value);
      // Parsed even where there is nothing to read: random bytes are no empty request.
      request = records > limits.maxRecords() ? null : parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      deadLetters.accept(
          DeadLetters.whole(message, Reason.UNDECODABLE, "not an OTLP request: " + e.getMessage()));
      return null;
    } catch (IOException | RuntimeException e) {
      deadLetters.accept(
          DeadLetters.whole(
              message, Reason.UNDECODABLE, "not an OTLP request: " + e.getClass().getSimpleName()));
      return null;
    }
    if (request == null) {
      deadLetters.accept(
          DeadLetters.whole(
              message,
              Reason.TOO_LARGE,
              records + " records in one message; " + limits.maxRecords() + " are allowed"));
      return null;
    }
    if (records == 0) {
      deadLetters.accept(
          DeadLetters.whole(message, Reason.NO_RECORDS, "the request holds no records"));
      return null;
    }
    return request;
  }
}
