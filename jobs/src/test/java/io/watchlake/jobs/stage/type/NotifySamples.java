package io.watchlake.jobs.stage.type;

import io.watchlake.alerting.group.GroupState;
import io.watchlake.alerting.group.GroupState.Chain;
import io.watchlake.alerting.group.GroupState.Parts;
import io.watchlake.alerting.group.GroupState.Told;
import io.watchlake.alerting.group.Quiet.Why;
import io.watchlake.alerting.group.Sources.Source;
import io.watchlake.alerting.group.Sources.Span;
import io.watchlake.alerting.incident.IncidentState;
import io.watchlake.alerting.incident.IncidentState.Affected;
import io.watchlake.alerting.incident.IncidentState.Deployed;
import io.watchlake.alerting.incident.IncidentState.Open;
import io.watchlake.alerting.storm.StormState;
import io.watchlake.alerting.storm.StormState.Heard;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of the types that decide who is told, drawn from a source of chance. */
final class NotifySamples {

  private final Random random;

  NotifySamples(Random random) {
    this.random = random;
  }

  /** A value as it is read from the bytes of a version that knew less. */
  static Object asWrittenBy(int version, Object value) {
    if (version == 1 && value instanceof GroupState group) {
      Parts parts = group.parts();
      return GroupState.of(
          new Parts(
              parts.waiting(),
              parts.alerts(),
              parts.told(),
              parts.quiet(),
              Map.of(),
              Map.of(),
              parts.nextLook(),
              parts.looked(),
              parts.emptySince()));
    } else if (version == 1
        && value instanceof QuietMessage message
        && message.kind() == QuietMessage.Kind.ACKNOWLEDGEMENT) {
      return QuietMessage.silence(message.key(), message.value());
    }
    return value;
  }

  /** One value of each format, by the format's name. */
  Map<String, Object> oneOfEach() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("grouped_alert", new GroupedAlert(text(), alert(), random.nextLong()));
    values.put(
        "quiet_message",
        maybe()
            ? QuietMessage.source(alert(), random.nextLong())
            : message(maybe() ? bytes() : null, maybe() ? bytes() : null));
    values.put("notification", notification());
    values.put("decision", new Decision(notification(), text()));
    values.put("group_state", group());
    values.put(
        "inhibiting_alert",
        new Source(
            Map.of(text(), text()),
            maybe()
                ? List.of()
                : List.of(new Span(random.nextLong(), random.nextLong()), new Span(5, Span.OPEN))));
    values.put("storm_state", storm());
    values.put("incident_state", incidents());
    return values;
  }

  private static QuietMessage message(byte @Nullable [] key, byte @Nullable [] value) {
    return key == null
        ? QuietMessage.silence(null, value)
        : QuietMessage.acknowledgement(key, value);
  }

  private Notification notification() {
    return new Notification(
        text(),
        text(),
        maybe(),
        NotificationReason.values()[random.nextInt(5)],
        time(),
        text(),
        Map.of(text(), text()),
        text(),
        random.nextInt(5),
        List.of(alert(), alert()));
  }

  private GroupState group() {
    NotifiedAlert alert = alert();
    return GroupState.of(
        new Parts(
            maybe() ? Map.of() : Map.of(random.nextLong(), List.of(alert(), alert())),
            Map.of(alert.fingerprint(), alert),
            Map.of(maybe(), new Told(random.nextLong(), Set.of(text()), Set.of())),
            Map.of(text(), new Why(NotificationReason.SILENCED, text())),
            // Of the alert and not of chance, so that what follows stays as it was.
            Map.of(alert.fingerprint(), new Chain(alert.startsAtUnixNano(), 1, GroupState.NEVER)),
            Map.of("boss", Set.of(alert.fingerprint())),
            random.nextLong(),
            maybe(),
            random.nextLong()));
  }

  private IncidentState incidents() {
    Deployed deployed = new Deployed(text(), random.nextLong());
    Open open =
        new Open(
            text(),
            random.nextLong(),
            Map.of(text(), new Affected(random.nextLong(), maybe() ? null : deployed)),
            maybe() ? Set.of() : Set.of(text()));
    return IncidentState.of(
        new IncidentState.Parts(List.of(open), maybe() ? Map.of() : Map.of(text(), deployed)));
  }

  private StormState storm() {
    NotifiedAlert open = alert();
    NotifiedAlert over = alert();
    return StormState.of(
        new StormState.Parts(
            maybe() ? List.of() : List.of(random.nextLong(), random.nextLong()),
            random.nextLong(),
            random.nextInt(),
            maybe() ? List.of() : List.of(text()),
            Map.of(open.fingerprint(), new Heard(open, random.nextLong())),
            Map.of(over.fingerprint(), over),
            Map.of(text(), random.nextLong())));
  }

  private NotifiedAlert alert() {
    return new NotifiedAlert(
        Map.of(text(), text()), Map.of(text(), text()), time(), maybe() ? 0 : time(), text());
  }

  /** Such as JSON can say. */
  private long time() {
    return 1 + random.nextInt(Integer.MAX_VALUE) * 1_000_003L;
  }

  private boolean maybe() {
    return random.nextBoolean();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    return "t" + random.nextInt(1000);
  }
}
