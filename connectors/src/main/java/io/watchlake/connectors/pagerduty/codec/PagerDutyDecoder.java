package io.watchlake.connectors.pagerduty.codec;

import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.JsonField;
import io.watchlake.connectors.cloudevents.codec.Told;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.util.List;

/**
 * Reads PagerDuty's webhooks of version 3. The type of the CloudEvent is {@code com.pagerduty.} and
 * the event's own type, its data the body as PagerDuty sent it. {@code incident.triggered} and
 * {@code incident.resolved} count; what happens in between says nothing.
 */
public final class PagerDutyDecoder {

  /** What types of PagerDuty's events begin with. */
  public static final String PREFIX = "com.pagerduty.";

  private PagerDutyDecoder() {}

  /**
   * What an event says; empty where no figure is made of it.
   *
   * @throws InvalidEventException with the path of what is wrong
   */
  public static List<Told> decode(CloudEvent event) throws InvalidEventException {
    JsonField body = event.data().requiredObject().get("event").requiredObject();
    return switch (body.get("event_type").requiredText()) {
      case "incident.triggered" -> incident(body, Phase.DETECTED);
      case "incident.resolved" -> incident(body, Phase.RESOLVED);
      default -> List.of();
    };
  }

  private static List<Told> incident(JsonField body, Phase phase) throws InvalidEventException {
    JsonField incident = body.get("data").requiredObject();
    String service = incident.get("service").get("summary").requiredText();
    IncidentReported fact =
        new IncidentReported(
            "pagerduty/" + incident.get("id").requiredText(),
            phase,
            0,
            null,
            null,
            null,
            null,
            List.of());
    return List.of(new Told("", service, body.get("occurred_at").requiredTime(), fact));
  }
}
