package io.watchlake.connectors.devlake.codec;

import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.JsonField;
import io.watchlake.connectors.cloudevents.codec.Told;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the generic webhook for pipelines and trackers that know no other: deployments ({@code id},
 * {@code finishedDate}, {@code environment}, {@code result}, {@code deploymentCommits}) and
 * incidents ({@code issueKey}, {@code createdDate}, {@code resolutionDate}, {@code component}).
 */
public final class DevLakeDecoder {

  /** What types of these events begin with: {@code deployment} or {@code incident} follows. */
  public static final String PREFIX = "org.apache.devlake.";

  private DevLakeDecoder() {}

  /**
   * What an event says; empty where no figure is made of it.
   *
   * @throws InvalidEventException with the path of what is wrong
   */
  public static List<Told> decode(CloudEvent event) throws InvalidEventException {
    JsonField body = event.data().requiredObject();
    return switch (event.type().substring(PREFIX.length())) {
      case "deployment" -> deployment(body);
      case "incident" -> incident(body);
      default -> List.of();
    };
  }

  private static List<Told> deployment(JsonField body) throws InvalidEventException {
    String result = body.get("result").text();
    if (result != null && !result.equals("SUCCESS")) {
      return List.of();
    }
    String id = body.get("id").requiredText();
    String environment = body.get("environment").text();
    long time = body.get("finishedDate").requiredTime();
    List<Told> told = new ArrayList<>();
    for (JsonField commit : body.get("deploymentCommits").list()) {
      String repository = repository(commit.get("repoUrl").requiredText());
      Deployed fact =
          new Deployed(
              id + '/' + repository,
              environment == null ? "production" : environment.toLowerCase(Locale.ROOT),
              "",
              null,
              commit.get("commitSha").requiredText(),
              List.of(),
              false);
      told.add(new Told('/' + repository, repository, time, fact));
    }
    if (told.isEmpty()) {
      throw body.get("deploymentCommits")
          .wrong("is missing or empty: nothing says what was deployed");
    }
    return told;
  }

  /** Owner and name of an address such as {@code https://host/owner/name.git}. */
  private static String repository(String url) {
    String trimmed = url.replaceAll("\\.git$", "").replaceAll("/+$", "");
    int scheme = trimmed.indexOf("://");
    int path = trimmed.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    return path < 0 || path + 1 == trimmed.length() ? trimmed : trimmed.substring(path + 1);
  }

  private static List<Told> incident(JsonField body) throws InvalidEventException {
    String id = body.get("issueKey").requiredText();
    String component = body.get("component").text();
    String service = component == null ? DeliveryEvent.UNKNOWN_SERVICE : component;
    List<Told> told = new ArrayList<>();
    told.add(
        new Told(
            "/detected",
            service,
            body.get("createdDate").requiredTime(),
            reported(id, Phase.DETECTED)));
    if (body.get("resolutionDate").isPresent()) {
      told.add(
          new Told(
              "/resolved",
              service,
              body.get("resolutionDate").time(),
              reported(id, Phase.RESOLVED)));
    }
    return told;
  }

  private static IncidentReported reported(String id, Phase phase) {
    return new IncidentReported("devlake/" + id, phase, 0, null, null, null, null, List.of());
  }
}
