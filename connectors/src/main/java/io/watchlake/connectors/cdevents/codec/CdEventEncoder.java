package io.watchlake.connectors.cdevents.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as CDEvents 0.4.1 in CloudEvents 1.0, structured JSON; {@link CdEventDecoder} reads
 * them back. What the specification has no field for goes to {@code customData}.
 */
public final class CdEventEncoder {

  /** The type of a merged change. */
  public static final String CHANGE_MERGED = "dev.cdevents.change.merged.0.2.0";

  /** The type of a packaged artifact. */
  public static final String ARTIFACT_PACKAGED = "dev.cdevents.artifact.packaged.0.2.0";

  /** The type of a deployment. */
  public static final String SERVICE_DEPLOYED = "dev.cdevents.service.deployed.0.2.0";

  /** The type of a deployment that steps back. */
  public static final String SERVICE_ROLLED_BACK = "dev.cdevents.service.rolledback.0.2.0";

  /** The type of an incident that is noticed. */
  public static final String INCIDENT_DETECTED = "dev.cdevents.incident.detected.0.2.0";

  /** The type of an incident that is over. */
  public static final String INCIDENT_RESOLVED = "dev.cdevents.incident.resolved.0.2.0";

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private CdEventEncoder() {}

  /** The type that a fact is written under. */
  public static String type(DeliveryFact fact) {
    if (fact instanceof ChangeMerged) {
      return CHANGE_MERGED;
    } else if (fact instanceof ArtifactPackaged) {
      return ARTIFACT_PACKAGED;
    } else if (fact instanceof Deployed deployed) {
      return deployed.rollback() ? SERVICE_ROLLED_BACK : SERVICE_DEPLOYED;
    } else if (fact instanceof IncidentReported incident) {
      return incident.phase() == Phase.RESOLVED ? INCIDENT_RESOLVED : INCIDENT_DETECTED;
    }
    throw new IllegalArgumentException("no CDEvent says " + fact.getClass().getSimpleName());
  }

  /**
   * One line of JSON.
   *
   * @param event of the type that {@link #type} tells
   * @param more further custom data
   */
  public static String encode(DeliveryEvent event, Map<String, ?> more) {
    String time = time(event.timeUnixNano());
    ObjectNode root = JSON.createObjectNode();
    root.put("specversion", "1.0");
    root.put("id", event.id());
    root.put("source", event.source());
    root.put("type", event.type());
    root.put("subject", subject(event));
    root.put("time", time);
    root.put("datacontenttype", "application/json");
    ObjectNode data = root.putObject("data");
    ObjectNode context = data.putObject("context");
    context.put("version", "0.4.1");
    context.put("id", event.id());
    context.put("source", event.source());
    context.put("type", event.type());
    context.put("timestamp", time);
    if (event.chainId() != null) {
      context.put("chainId", event.chainId());
    }
    ObjectNode subject = data.putObject("subject");
    subject.put("id", subject(event));
    ObjectNode content = JSON.createObjectNode();
    ObjectNode custom = JSON.createObjectNode();
    if (event.fact() instanceof ChangeMerged change) {
      subject.put("type", "change");
      change(change, content, custom);
    } else if (event.fact() instanceof ArtifactPackaged artifact) {
      subject.put("type", "artifact");
      texts(custom, "changes", artifact.changes());
    } else if (event.fact() instanceof Deployed deployed) {
      subject.put("type", "service");
      deployed(deployed, content, custom);
    } else if (event.fact() instanceof IncidentReported incident) {
      subject.put("type", "incident");
      incident(event.service(), incident, context, content, custom);
    } else {
      throw new IllegalArgumentException("no CDEvent says that");
    }
    more.forEach((name, value) -> custom.set(name, JSON.valueToTree(value)));
    subject.set("content", content);
    if (!custom.isEmpty()) {
      data.set("customData", custom);
      data.put("customDataContentType", "application/json");
    }
    return write(root);
  }

  private static String subject(DeliveryEvent event) {
    if (event.fact() instanceof ChangeMerged change) {
      return change.changeId();
    } else if (event.fact() instanceof ArtifactPackaged artifact) {
      return artifact.artifactId();
    } else if (event.fact() instanceof IncidentReported incident) {
      return incident.incidentId();
    }
    return event.service();
  }

  private static void change(ChangeMerged change, ObjectNode content, ObjectNode custom) {
    content.putObject("repository").put("id", change.repository());
    text(custom, "title", change.title());
    texts(custom, "labels", change.labels());
    text(custom, "branch", change.branch());
    texts(custom, "commits", change.commits());
    time(custom, "firstCommitAt", change.firstCommitUnixNano());
    time(custom, "openedAt", change.openedUnixNano());
    time(custom, "reviewedAt", change.reviewedUnixNano());
    if (change.pullRequest()) {
      custom.put("pullRequest", true);
    }
    texts(custom, "paths", change.paths());
  }

  private static void deployed(Deployed deployed, ObjectNode content, ObjectNode custom) {
    content.putObject("environment").put("id", deployed.environment());
    text(content, "artifactId", deployed.artifactId());
    custom.put("deploymentId", deployed.deploymentId());
    text(custom, "region", deployed.region());
    text(custom, "commit", deployed.commit());
    texts(custom, "changes", deployed.changes());
  }

  private static void incident(
      String service,
      IncidentReported incident,
      ObjectNode context,
      ObjectNode content,
      ObjectNode custom) {
    if (incident.environment() != null) {
      content.putObject("environment").put("id", incident.environment());
    }
    content.putObject("service").put("id", service);
    text(content, "artifactId", incident.artifactId());
    custom.put("incidentId", incident.incidentId());
    text(custom, "deploymentId", incident.deploymentId());
    text(custom, "restoredByDeploymentId", incident.restoredBy());
    time(custom, "impactStartedAt", incident.impactUnixNano());
    if (!incident.causedBy().isEmpty()) {
      ArrayNode links = context.putArray("links");
      for (String cause : incident.causedBy()) {
        ObjectNode link =
            links.addObject().put("linkType", "RELATION").put("linkKind", "CAUSED_BY");
        link.putObject("target").put("contextId", cause);
      }
    }
  }

  private static void text(ObjectNode node, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static void texts(ObjectNode node, String name, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode list = node.putArray(name);
      values.forEach(list::add);
    }
  }

  private static void time(ObjectNode node, String name, long unixNano) {
    if (unixNano != 0) {
      node.put(name, time(unixNano));
    }
  }

  private static String time(long unixNano) {
    return Instant.ofEpochSecond(
            Math.floorDiv(unixNano, NANOS_PER_SECOND), Math.floorMod(unixNano, NANOS_PER_SECOND))
        .toString();
  }

  private static String write(ObjectNode root) {
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of our own making is always JSON", e);
    }
  }
}
