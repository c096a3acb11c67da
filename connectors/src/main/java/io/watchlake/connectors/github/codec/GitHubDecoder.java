package io.watchlake.connectors.github.codec;

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
 * Reads GitHub's webhooks. The type of the CloudEvent is {@code com.github.} and the name of the
 * webhook's event, its data the body as GitHub sent it.
 *
 * <ul>
 *   <li>{@code deployment_status}: the first {@code success} of a deployment is when it was
 *       deployed; other states say nothing ({@code inactive} comes long after);
 *   <li>{@code pull_request}: one that is closed and merged is a change, by its merge commit;
 *   <li>{@code push} to the default branch: each commit is a change, with the files it touched;
 *   <li>{@code release}: one that is published and no candidate is a deployment to {@code release};
 *   <li>{@code issues} with the label {@code incident}: an incident, over when it is closed.
 * </ul>
 */
public final class GitHubDecoder {

  /** What types of GitHub's events begin with. */
  public static final String PREFIX = "com.github.";

  private static final String INCIDENT = "incident";

  private GitHubDecoder() {}

  /**
   * What an event says; empty where no figure is made of it.
   *
   * @throws InvalidEventException with the path of what is wrong
   */
  public static List<Told> decode(CloudEvent event) throws InvalidEventException {
    JsonField body = event.data().requiredObject();
    return switch (event.type().substring(PREFIX.length())) {
      case "deployment_status" -> deploymentStatus(body);
      case "pull_request" -> pullRequest(body);
      case "push" -> push(body);
      case "release" -> release(body);
      case "issues" -> issue(body);
      default -> List.of();
    };
  }

  private static String repository(JsonField body) throws InvalidEventException {
    return body.get("repository").get("full_name").requiredText();
  }

  private static List<Told> deploymentStatus(JsonField body) throws InvalidEventException {
    JsonField status = body.get("deployment_status").requiredObject();
    JsonField deployment = body.get("deployment").requiredObject();
    if (!status.get("state").requiredText().equals("success")) {
      return List.of();
    }
    String repository = repository(body);
    String environment = status.get("environment").text();
    Deployed fact =
        new Deployed(
            "github/" + repository + '/' + deployment.get("id").requiredText(),
            environment == null ? deployment.get("environment").requiredText() : environment,
            "",
            null,
            deployment.get("sha").requiredText(),
            List.of(),
            false);
    return List.of(new Told("", repository, status.get("created_at").requiredTime(), fact));
  }

  private static List<Told> pullRequest(JsonField body) throws InvalidEventException {
    JsonField request = body.get("pull_request").requiredObject();
    if (!body.get("action").requiredText().equals("closed") || !request.get("merged").flag()) {
      return List.of();
    }
    String repository = repository(body);
    String head = request.get("head").get("sha").text();
    ChangeMerged fact =
        new ChangeMerged(
            request.get("merge_commit_sha").requiredText(),
            repository,
            request.get("title").textOrEmpty(),
            labels(request),
            request.get("head").get("ref").textOrEmpty(),
            head == null ? List.of() : List.of(head),
            0,
            request.get("created_at").time(),
            0,
            true);
    return List.of(new Told("", repository, request.get("merged_at").requiredTime(), fact));
  }

  private static List<Told> push(JsonField body) throws InvalidEventException {
    String repository = repository(body);
    String main = "refs/heads/" + body.get("repository").get("default_branch").requiredText();
    if (!body.get("ref").requiredText().equals(main)) {
      return List.of();
    }
    List<Told> told = new ArrayList<>();
    for (JsonField commit : body.get("commits").list()) {
      String sha = commit.get("id").requiredText();
      String message = commit.get("message").textOrEmpty();
      int end = message.indexOf('\n');
      ChangeMerged fact =
          new ChangeMerged(
              sha,
              repository,
              end < 0 ? message : message.substring(0, end),
              List.of(),
              "",
              List.of(),
              0,
              0,
              0,
              false,
              files(commit));
      told.add(new Told('/' + sha, repository, commit.get("timestamp").requiredTime(), fact));
    }
    return told;
  }

  private static List<String> files(JsonField commit) throws InvalidEventException {
    List<String> files = new ArrayList<>(commit.get("added").texts());
    files.addAll(commit.get("modified").texts());
    files.addAll(commit.get("removed").texts());
    return files;
  }

  private static List<Told> release(JsonField body) throws InvalidEventException {
    JsonField release = body.get("release").requiredObject();
    if (!body.get("action").requiredText().equals("published")
        || release.get("prerelease").flag()
        || release.get("draft").flag()) {
      return List.of();
    }
    String repository = repository(body);
    String tag = release.get("tag_name").requiredText();
    Deployed fact =
        new Deployed(
            repository + '@' + tag,
            "release",
            "",
            "pkg:github/" + repository + '@' + tag,
            null,
            List.of(),
            false);
    return List.of(new Told("", repository, release.get("published_at").requiredTime(), fact));
  }

  private static List<Told> issue(JsonField body) throws InvalidEventException {
    JsonField issue = body.get("issue").requiredObject();
    String action = body.get("action").requiredText();
    if (labels(issue).stream().noneMatch(INCIDENT::equalsIgnoreCase)) {
      return List.of();
    }
    boolean over = action.equals("closed");
    if (!over && !action.equals("opened") && !action.equals("labeled")) {
      return List.of();
    }
    String repository = repository(body);
    IncidentReported fact =
        new IncidentReported(
            "github/" + repository + '/' + issue.get("number").requiredText(),
            over ? Phase.RESOLVED : Phase.DETECTED,
            0,
            null,
            null,
            null,
            null,
            List.of());
    long time = issue.get(over ? "closed_at" : "created_at").requiredTime();
    return List.of(new Told("", repository, time, fact));
  }

  private static List<String> labels(JsonField labelled) throws InvalidEventException {
    List<String> names = new ArrayList<>();
    for (JsonField label : labelled.get("labels").list()) {
      names.add(label.get("name").requiredText());
    }
    return names;
  }
}
