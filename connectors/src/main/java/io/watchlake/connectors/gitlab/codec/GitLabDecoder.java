package io.watchlake.connectors.gitlab.codec;

import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.JsonField;
import io.watchlake.connectors.cloudevents.codec.Told;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads GitLab's webhooks. The type of the CloudEvent is {@code com.gitlab.} and the body's {@code
 * object_kind}, its data the body as GitLab sent it.
 *
 * <ul>
 *   <li>{@code deployment} with status {@code success};
 *   <li>{@code merge_request} that is merged: a change, by its merge commit;
 *   <li>{@code issue} with the label {@code incident}: an incident, over when it is closed.
 * </ul>
 */
public final class GitLabDecoder {

  /** What types of GitLab's events begin with. */
  public static final String PREFIX = "com.gitlab.";

  private static final String INCIDENT = "incident";

  private GitLabDecoder() {}

  /**
   * What an event says; empty where no figure is made of it.
   *
   * @throws InvalidEventException with the path of what is wrong
   */
  public static List<Told> decode(CloudEvent event) throws InvalidEventException {
    JsonField body = event.data().requiredObject();
    return switch (event.type().substring(PREFIX.length())) {
      case "deployment" -> deployment(body);
      case "merge_request" -> mergeRequest(body);
      case "issue" -> issue(body);
      default -> List.of();
    };
  }

  private static String project(JsonField body) throws InvalidEventException {
    return body.get("project").get("path_with_namespace").requiredText();
  }

  private static List<Told> deployment(JsonField body) throws InvalidEventException {
    if (!body.get("status").requiredText().equals("success")) {
      return List.of();
    }
    String project = project(body);
    Deployed fact =
        new Deployed(
            "gitlab/" + project + '/' + body.get("deployment_id").requiredText(),
            body.get("environment").requiredText(),
            "",
            null,
            commit(body),
            List.of(),
            false);
    return List.of(new Told("", project, body.get("status_changed_at").requiredTime(), fact));
  }

  /** The full SHA is at the end of the commit's address alone. */
  private static String commit(JsonField body) throws InvalidEventException {
    String url = body.get("commit_url").text();
    return url == null
        ? body.get("short_sha").requiredText()
        : url.substring(url.lastIndexOf('/') + 1);
  }

  private static List<Told> mergeRequest(JsonField body) throws InvalidEventException {
    JsonField request = body.get("object_attributes").requiredObject();
    if (!"merge".equals(request.get("action").text())) {
      return List.of();
    }
    String project = project(body);
    String last = request.get("last_commit").get("id").text();
    String merge = request.get("merge_commit_sha").text();
    // A merge that only moved the branch on has no commit of its own.
    String change = merge != null ? merge : request.get("last_commit").get("id").requiredText();
    ChangeMerged fact =
        new ChangeMerged(
            change,
            project,
            request.get("title").textOrEmpty(),
            labels(body),
            request.get("source_branch").textOrEmpty(),
            last == null ? List.of() : List.of(last),
            0,
            request.get("created_at").time(),
            0,
            true);
    JsonField merged = request.get("merged_at");
    long time = merged.isPresent() ? merged.time() : request.get("updated_at").requiredTime();
    return List.of(new Told("", project, time, fact));
  }

  private static List<Told> issue(JsonField body) throws InvalidEventException {
    JsonField issue = body.get("object_attributes").requiredObject();
    boolean incident =
        labels(body).stream().anyMatch(INCIDENT::equalsIgnoreCase)
            || INCIDENT.equalsIgnoreCase(issue.get("type").textOrEmpty());
    String action = issue.get("action").textOrEmpty();
    boolean over = action.equals("close");
    if (!incident || (!over && !action.equals("open") && !action.equals("update"))) {
      return List.of();
    }
    String project = project(body);
    IncidentReported fact =
        new IncidentReported(
            "gitlab/" + project + '/' + issue.get("iid").requiredText(),
            over ? Phase.RESOLVED : Phase.DETECTED,
            0,
            null,
            null,
            null,
            null,
            List.of());
    JsonField closed = issue.get("closed_at");
    JsonField time =
        over ? (closed.isPresent() ? closed : issue.get("updated_at")) : issue.get("created_at");
    return List.of(new Told("", project, time.requiredTime(), fact));
  }

  private static List<String> labels(JsonField body) throws InvalidEventException {
    List<String> titles = new ArrayList<>();
    for (JsonField label : body.get("labels").list()) {
      titles.add(label.get("title").requiredText());
    }
    return titles;
  }
}
