package io.watchlake.connectors.delivery.codec;

import io.watchlake.connectors.cdevents.codec.CdEventDecoder;
import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.CloudEventReader;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.Told;
import io.watchlake.connectors.devlake.codec.DevLakeDecoder;
import io.watchlake.connectors.github.codec.GitHubDecoder;
import io.watchlake.connectors.gitlab.codec.GitLabDecoder;
import io.watchlake.connectors.pagerduty.codec.PagerDutyDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads messages of {@code delivery_events}: a CloudEvent each, whose type says how its data are to
 * be read. Types that nobody here knows are kept as {@link DeliveryFact.Other}.
 */
public final class DeliveryDecoder {

  private static final byte[] NO_BYTES = {};
  private static final long NANOS_PER_MILLI = 1_000_000;

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
    List<DeliveryEvent> events;
    try {
      events = read(value, message);
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
    events.forEach(handler::event);
  }

  private static List<DeliveryEvent> read(byte[] value, RawMessage message)
      throws InvalidEventException {
    Origin origin = message.origin().at(0);
    String timeline = message.timeline().name();
    CloudEvent event = CloudEventReader.read(value);
    String type = event.type();
    if (type.startsWith(CdEventDecoder.PREFIX)) {
      return List.of(CdEventDecoder.decode(event, origin, timeline));
    }
    List<Told> told = List.of();
    if (type.startsWith(GitHubDecoder.PREFIX)) {
      told = GitHubDecoder.decode(event);
    } else if (type.startsWith(GitLabDecoder.PREFIX)) {
      told = GitLabDecoder.decode(event);
    } else if (type.startsWith(DevLakeDecoder.PREFIX)) {
      told = DevLakeDecoder.decode(event);
    } else if (type.startsWith(PagerDutyDecoder.PREFIX)) {
      told = PagerDutyDecoder.decode(event);
    }
    if (told.isEmpty()) {
      return List.of(other(event, origin, timeline, message.arrivalMillis()));
    }
    List<DeliveryEvent> events = new ArrayList<>();
    for (Told one : told) {
      events.add(
          new DeliveryEvent(
              origin.at(events.size()),
              timeline,
              event.source(),
              event.id() + one.part(),
              type,
              one.timeUnixNano(),
              one.service(),
              null,
              one.fact()));
    }
    return events;
  }

  /** An event that tells no time is of the time when it arrived. */
  private static DeliveryEvent other(
      CloudEvent event, Origin origin, String timeline, long arrivalMillis) {
    return new DeliveryEvent(
        origin,
        timeline,
        event.source(),
        event.id(),
        event.type(),
        event.timeUnixNano() != 0 ? event.timeUnixNano() : arrivalMillis * NANOS_PER_MILLI,
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
