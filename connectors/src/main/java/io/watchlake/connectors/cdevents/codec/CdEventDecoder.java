package io.watchlake.connectors.cdevents.codec;

import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.JsonField;
import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CDEvents: {@code change.merged}, {@code artifact.packaged} and {@code .published}, {@code
 * service.deployed}, {@code .upgraded} and {@code .rolledback}, {@code incident.detected}, {@code
 * .reported} and {@code .resolved}. Others are kept as {@link DeliveryFact.Other}.
 *
 * <p>What the specification has no field for is read from {@code customData} where it is there:
 * {@code deploymentId}, {@code changes}, {@code commit}, {@code region}, {@code incidentId}, {@code
 * restoredByDeploymentId}, {@code impactStartedAt}, {@code title}, {@code labels}, {@code branch},
 * {@code paths}.
 */
public final class CdEventDecoder {

  /** What types of CDEvents begin with. */
  public static final String PREFIX = "dev.cdevents.";

  private CdEventDecoder() {}

  /**
   * Reads an event.
   *
   * @throws InvalidEventException with the path of what is wrong
   */
  public static DeliveryEvent decode(CloudEvent event, Origin origin, String timeline)
      throws InvalidEventException {
    JsonField context = event.data().get("context").requiredObject();
    String id = context.get("id").requiredText();
    String source = context.get("source").requiredText();
    String type = context.get("type").requiredText();
    if (!type.startsWith(PREFIX)) {
      throw context.get("type").wrong("does not begin with " + PREFIX);
    }
    long time = context.get("timestamp").time();
    if (time == 0) {
      time = event.timeUnixNano();
    }
    if (time == 0) {
      throw context.get("timestamp").wrong("is missing");
    }
    JsonField subject = event.data().get("subject").requiredObject();
    String subjectId = subject.get("id").requiredText();
    Reading reading =
        new Reading(
            id,
            source,
            context,
            subject,
            subjectId,
            content(subject),
            custom(event.data().get("customData")));
    Told told = reading.told(kind(type));
    return new DeliveryEvent(
        origin,
        timeline,
        source,
        id,
        type,
        time,
        told.service(),
        context.get("chainId").text(),
        told.fact());
  }

  /** Subject and predicate without the version: {@code change.merged}. */
  private static String kind(String type) {
    String rest = type.substring(PREFIX.length());
    int dot = rest.indexOf('.');
    int end = dot < 0 ? -1 : rest.indexOf('.', dot + 1);
    return end < 0 ? rest : rest.substring(0, end);
  }

  private static JsonField content(JsonField subject) throws InvalidEventException {
    JsonField content = subject.get("content");
    return content.isPresent() ? content.requiredObject() : content;
  }

  /** Custom data may be text of any kind; only an object tells us something. */
  private static JsonField custom(JsonField custom) {
    return custom.isObject() ? custom : custom.get("none");
  }

  private record Told(String service, DeliveryFact fact) {}

  private record Reading(
      String id,
      String source,
      JsonField context,
      JsonField subject,
      String subjectId,
      JsonField content,
      JsonField custom) {

    Told told(String kind) throws InvalidEventException {
      return switch (kind) {
        case "change.merged" -> merged();
        case "artifact.packaged", "artifact.published" -> packaged();
        case "service.deployed", "service.upgraded" -> deployed(false);
        case "service.rolledback" -> deployed(true);
        case "incident.detected", "incident.reported" -> incident(DeliveryFact.Phase.DETECTED);
        case "incident.resolved" -> incident(DeliveryFact.Phase.RESOLVED);
        default -> new Told(DeliveryEvent.UNKNOWN_SERVICE, new DeliveryFact.Other());
      };
    }

    private Told merged() throws InvalidEventException {
      String repository = content.get("repository").get("id").text();
      if (repository == null) {
        repository = source;
      }
      return new Told(
          repository,
          new DeliveryFact.ChangeMerged(
              subjectId,
              repository,
              custom.get("title").textOrEmpty(),
              custom.get("labels").texts(),
              custom.get("branch").textOrEmpty(),
              custom.get("commits").texts(),
              custom.get("firstCommitAt").time(),
              custom.get("openedAt").time(),
              custom.get("reviewedAt").time(),
              custom.get("pullRequest").flag(),
              custom.get("paths").texts()));
    }

    private Told packaged() throws InvalidEventException {
      List<String> changes = new ArrayList<>();
      String change = content.get("change").get("id").text();
      if (change != null) {
        changes.add(change);
      }
      changes.addAll(custom.get("changes").texts());
      return new Told(
          DeliveryEvent.UNKNOWN_SERVICE, new DeliveryFact.ArtifactPackaged(subjectId, changes));
    }

    private Told deployed(boolean rollback) throws InvalidEventException {
      JsonField environment = content.get("environment").requiredObject();
      String deploymentId = custom.get("deploymentId").text();
      return new Told(
          subjectId,
          new DeliveryFact.Deployed(
              deploymentId == null ? id : deploymentId,
              environment.get("id").requiredText(),
              custom.get("region").textOrEmpty(),
              content.get("artifactId").text(),
              custom.get("commit").text(),
              custom.get("changes").texts(),
              rollback));
    }

    private Told incident(DeliveryFact.Phase phase) throws InvalidEventException {
      String incidentId = custom.get("incidentId").text();
      String deploymentId = custom.get("deploymentId").text();
      String service = content.get("service").get("id").text();
      String restoredBy = custom.get("restoredByDeploymentId").text();
      List<String> causes = linked("CAUSED_BY");
      if (restoredBy == null) {
        List<String> ends = linked("RESOLVED_BY");
        restoredBy = ends.isEmpty() ? null : ends.get(0);
      }
      return new Told(
          service == null ? serviceOf(deploymentId) : service,
          new DeliveryFact.IncidentReported(
              incidentId == null ? subjectId : incidentId,
              phase,
              custom.get("impactStartedAt").time(),
              content.get("environment").get("id").text(),
              content.get("artifactId").text(),
              deploymentId,
              restoredBy,
              causes));
    }

    /** Ids of the events that a relation of this kind leads to. */
    private List<String> linked(String kind) throws InvalidEventException {
      List<String> ids = new ArrayList<>();
      for (JsonField link : context.get("links").list()) {
        String linkKind = link.get("linkKind").text();
        if (linkKind != null && linkKind.equalsIgnoreCase(kind)) {
          ids.add(link.get("target").get("contextId").requiredText());
        }
      }
      return ids;
    }

    /** Deployments are commonly named {@code service@version}. */
    private static String serviceOf(@Nullable String deploymentId) {
      int at = deploymentId == null ? -1 : deploymentId.lastIndexOf('@');
      return deploymentId == null || at <= 0
          ? DeliveryEvent.UNKNOWN_SERVICE
          : deploymentId.substring(0, at);
    }
  }
}
