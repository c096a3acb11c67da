package io.watchlake.connectors.delivery.codec;

import io.watchlake.connectors.cdevents.codec.CdEventDecoder;
import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.CloudEventReader;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads messages of {@code delivery_events}: a CloudEvent each, whose type says how its data are to
 * be read. Types that nobody here knows are kept as {@link DeliveryFact.Other}.
 */
public final class DeliveryDecoder {

  private static final byte[] NO_BYTES = {};

  /** Takes what a message holds. */
  public interface Handler {
    void event(DeliveryEvent event);

    void deadLetter(DeadLetter letter);
  }

  private DeliveryDecoder() {}

  /** Reads a message; every one ends as an event or as a dead letter. */
  public static void decode(RawMessage message, Handler handler) {
    byte[] value = message.value();
    if (value == null || value.length == 0) {
      handler.deadLetter(letter(message, Reason.EMPTY, "the message is empty"));
      return;
    }
    DeliveryEvent event;
    try {
      event = read(value, message.origin().at(0), message.timeline().name());
    } catch (InvalidEventException e) {
      Reason reason = e.path().equals("$") ? Reason.UNDECODABLE : Reason.INVALID_VALUE;
      handler.deadLetter(letter(message, reason, e.getMessage()));
      return;
    } catch (RuntimeException e) {
      // Only the kind of failure: its message may quote the record.
      handler.deadLetter(
          letter(
              message, Reason.UNDECODABLE, "decoding failed with " + e.getClass().getSimpleName()));
      return;
    }
    handler.event(event);
  }

  /**
   * Reads an event.
   *
   * @throws InvalidEventException with the path of what is wrong
   */
  static DeliveryEvent read(byte[] value, Origin origin, String timeline)
      throws InvalidEventException {
    CloudEvent event = CloudEventReader.read(value);
    if (event.type().startsWith(CdEventDecoder.PREFIX)) {
      return CdEventDecoder.decode(event, origin, timeline);
    }
    return other(event, origin, timeline);
  }

  private static DeliveryEvent other(CloudEvent event, Origin origin, String timeline) {
    return new DeliveryEvent(
        origin,
        timeline,
        event.source(),
        event.id(),
        event.type(),
        event.timeUnixNano(),
        DeliveryEvent.UNKNOWN_SERVICE,
        null,
        new DeliveryFact.Other());
  }

  private static DeadLetter letter(RawMessage message, Reason reason, String detail) {
    byte[] bytes = message.value() == null ? NO_BYTES : message.value();
    return new DeadLetter(
        message.origin(),
        message.timeline().name(),
        message.arrivalMillis(),
        reason,
        detail,
        bytes.length,
        HexFormat.of().formatHex(sha256(bytes)),
        bytes.length <= DeadLetter.MAX_BYTES ? bytes : Arrays.copyOf(bytes, DeadLetter.MAX_BYTES));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
