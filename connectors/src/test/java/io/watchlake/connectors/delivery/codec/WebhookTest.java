package io.watchlake.connectors.delivery.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Other;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What webhooks of forges and pagers become; bodies are cut down to what their schemas require. */
class WebhookTest {

  private final List<DeliveryEvent> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  private List<DeliveryEvent> decode(String type, String body) {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"hook\",\"type\":\"%s\",\"data\":%s}"
            .formatted(type, body);
    DeliveryDecoder.decode(
        new RawMessage("delivery_events", 0, 0, 5, json.getBytes(StandardCharsets.UTF_8)),
        new DeliveryDecoder.Handler() {
          @Override
          public void event(DeliveryEvent event) {
            events.add(event);
          }

          @Override
          public void deadLetter(DeadLetter letter) {
            letters.add(letter);
          }
        });
    return events;
  }

  private DeliveryEvent one(String type, String body) {
    assertThat(decode(type, body)).hasSize(1);
    assertThat(letters).isEmpty();
    return events.get(0);
  }

  private static long nanos(String time) {
    return Instant.parse(time).toEpochMilli() * 1_000_000;
  }

  private static String status(String state) {
    return """
        {"deployment_status":{"state":"%s","created_at":"2026-01-02T03:04:05Z",
          "environment":"production","updated_at":"2026-05-01T00:00:00Z"},
         "deployment":{"id":42,"sha":"abc","environment":"production"},
         "repository":{"full_name":"acme/shop"}}
        """
        .formatted(state);
  }

  @Test
  void gitHubDeploymentThatSucceeded() {
    DeliveryEvent event = one("com.github.deployment_status", status("success"));
    assertThat(event.service()).isEqualTo("acme/shop");
    assertThat(event.timeUnixNano()).isEqualTo(nanos("2026-01-02T03:04:05Z"));
    assertThat(event.fact())
        .isEqualTo(
            new Deployed("github/acme/shop/42", "production", "", null, "abc", List.of(), false));
  }

  @Test
  void gitHubDeploymentThatTurnsInactiveSaysNothing() {
    DeliveryEvent event = one("com.github.deployment_status", status("inactive"));
    assertThat(event.fact()).isEqualTo(new Other());
    assertThat(event.timeUnixNano()).isEqualTo(5_000_000);
  }

  @Test
  void gitHubPullRequestThatIsMerged() {
    DeliveryEvent event =
        one(
            "com.github.pull_request",
            """
            {"action":"closed","pull_request":{"merged":true,"merge_commit_sha":"m",
              "title":"Till","created_at":"2026-01-01T00:00:00Z",
              "merged_at":"2026-01-02T00:00:00Z","labels":[{"name":"hotfix"}],
              "head":{"ref":"hotfix/till","sha":"h"}},
             "repository":{"full_name":"acme/shop"}}
            """);
    assertThat(event.timeUnixNano()).isEqualTo(nanos("2026-01-02T00:00:00Z"));
    assertThat(event.fact())
        .isEqualTo(
            new ChangeMerged(
                "m",
                "acme/shop",
                "Till",
                List.of("hotfix"),
                "hotfix/till",
                List.of("h"),
                0,
                nanos("2026-01-01T00:00:00Z"),
                0,
                true));
  }

  @Test
  void gitHubPullRequestThatIsOnlyClosedSaysNothing() {
    DeliveryEvent event =
        one(
            "com.github.pull_request",
            "{\"action\":\"closed\",\"pull_request\":{\"merged\":false},"
                + "\"repository\":{\"full_name\":\"acme/shop\"}}");
    assertThat(event.fact()).isEqualTo(new Other());
  }

  @Test
  void gitHubPushIsAChangeACommit() {
    decode(
        "com.github.push",
        """
        {"ref":"refs/heads/main","repository":{"full_name":"acme/shop","default_branch":"main"},
         "commits":[
          {"id":"a","message":"One\\n\\nmore","timestamp":"2026-01-02T03:04:05+01:00",
           "added":["shop/a"],"modified":["shop/b"],"removed":["till/c"]},
          {"id":"b","message":"Two","timestamp":"2026-01-02T04:04:05+01:00"}]}
        """);
    assertThat(events).extracting(DeliveryEvent::id).containsExactly("7/a", "7/b");
    assertThat(events).extracting(event -> event.origin().index()).containsExactly(0, 1);
    assertThat(((ChangeMerged) events.get(0).fact()).title()).isEqualTo("One");
    assertThat(((ChangeMerged) events.get(0).fact()).paths())
        .containsExactly("shop/a", "shop/b", "till/c");
    assertThat(((ChangeMerged) events.get(1).fact()).paths()).isEmpty();
    assertThat(events.get(0).timeUnixNano()).isEqualTo(nanos("2026-01-02T02:04:05Z"));
  }

  @Test
  void gitHubPushToAnotherBranchSaysNothing() {
    DeliveryEvent event =
        one(
            "com.github.push",
            "{\"ref\":\"refs/heads/x\",\"repository\":{\"full_name\":\"acme/shop\","
                + "\"default_branch\":\"main\"},\"commits\":[]}");
    assertThat(event.fact()).isEqualTo(new Other());
  }

  @Test
  void gitHubReleaseThatIsPublished() {
    DeliveryEvent event =
        one(
            "com.github.release",
            "{\"action\":\"published\",\"release\":{\"tag_name\":\"v1\",\"prerelease\":false,"
                + "\"draft\":false,\"published_at\":\"2026-01-02T00:00:00Z\"},"
                + "\"repository\":{\"full_name\":\"acme/shop\"}}");
    Deployed deployed = (Deployed) event.fact();
    assertThat(deployed.deploymentId()).isEqualTo("acme/shop@v1");
    assertThat(deployed.environment()).isEqualTo("release");
  }

  @Test
  void gitHubIssueWithTheLabelIncident() {
    String issue =
        "{\"action\":\"%s\",\"issue\":{\"number\":9,\"labels\":[{\"name\":\"incident\"}],"
            + "\"created_at\":\"2026-01-02T00:00:00Z\",\"closed_at\":\"2026-01-02T01:00:00Z\"},"
            + "\"repository\":{\"full_name\":\"acme/shop\"}}";
    decode("com.github.issues", issue.formatted("opened"));
    decode("com.github.issues", issue.formatted("closed"));
    assertThat(events)
        .extracting(event -> ((IncidentReported) event.fact()).phase())
        .containsExactly(Phase.DETECTED, Phase.RESOLVED);
    assertThat(events)
        .extracting(DeliveryEvent::timeUnixNano)
        .containsExactly(nanos("2026-01-02T00:00:00Z"), nanos("2026-01-02T01:00:00Z"));
  }

  @Test
  void gitLabDeploymentThatSucceeded() {
    DeliveryEvent event =
        one(
            "com.gitlab.deployment",
            """
            {"object_kind":"deployment","status":"success","deployment_id":15,
             "status_changed_at":"2026-01-02 05:04:05 +0200","environment":"prod",
             "short_sha":"279484c0",
             "commit_url":"https://gitlab.example.com/acme/shop/-/commit/279484c09fbe69ededfced8c1b"}
            """
                .replace(
                    "\"short_sha\"",
                    "\"project\":{\"path_with_namespace\":\"acme/shop\"}," + "\"short_sha\""));
    assertThat(event.timeUnixNano()).isEqualTo(nanos("2026-01-02T03:04:05Z"));
    assertThat(event.fact())
        .isEqualTo(
            new Deployed(
                "gitlab/acme/shop/15",
                "prod",
                "",
                null,
                "279484c09fbe69ededfced8c1b",
                List.of(),
                false));
  }

  @Test
  void gitLabMergeRequestThatIsMerged() {
    DeliveryEvent event =
        one(
            "com.gitlab.merge_request",
            """
            {"object_kind":"merge_request","project":{"path_with_namespace":"acme/shop"},
             "labels":[{"title":"bug"}],
             "object_attributes":{"action":"merge","merge_commit_sha":"m","title":"Till",
               "source_branch":"till","last_commit":{"id":"h"},
               "created_at":"2026-01-01 00:00:00 UTC","updated_at":"2026-01-02 00:00:00 UTC"}}
            """);
    ChangeMerged change = (ChangeMerged) event.fact();
    assertThat(change.changeId()).isEqualTo("m");
    assertThat(change.labels()).containsExactly("bug");
    assertThat(change.openedUnixNano()).isEqualTo(nanos("2026-01-01T00:00:00Z"));
    assertThat(event.timeUnixNano()).isEqualTo(nanos("2026-01-02T00:00:00Z"));
  }

  @Test
  void gitLabIssueOfTypeIncident() {
    DeliveryEvent event =
        one(
            "com.gitlab.issue",
            """
            {"object_kind":"issue","project":{"path_with_namespace":"acme/shop"},
             "object_attributes":{"action":"close","iid":3,"type":"Incident",
               "created_at":"2026-01-01 00:00:00 UTC","closed_at":"2026-01-02 00:00:00 UTC"}}
            """);
    assertThat(((IncidentReported) event.fact()).phase()).isEqualTo(Phase.RESOLVED);
    assertThat(event.timeUnixNano()).isEqualTo(nanos("2026-01-02T00:00:00Z"));
  }

  @Test
  void genericDeploymentOfTwoRepositories() {
    decode(
        "org.apache.devlake.deployment",
        """
        {"id":"d1","startedDate":"2026-01-02T00:00:00Z","finishedDate":"2026-01-02T01:00:00Z",
         "environment":"PRODUCTION","result":"SUCCESS","deploymentCommits":[
          {"repoUrl":"https://github.com/acme/shop.git","commitSha":"a"},
          {"repoUrl":"https://github.com/acme/till","commitSha":"b"}]}
        """);
    assertThat(events).extracting(DeliveryEvent::service).containsExactly("acme/shop", "acme/till");
    assertThat(((Deployed) events.get(0).fact()).environment()).isEqualTo("production");
    assertThat(((Deployed) events.get(1).fact()).commit()).isEqualTo("b");
  }

  @Test
  void genericIncidentThatIsOver() {
    decode(
        "org.apache.devlake.incident",
        """
        {"issueKey":"I-1","component":"shop","createdDate":"2026-01-02T00:00:00Z",
         "resolutionDate":"2026-01-02T02:00:00Z"}
        """);
    assertThat(events).extracting(DeliveryEvent::service).containsOnly("shop").hasSize(2);
    assertThat(events)
        .extracting(event -> ((IncidentReported) event.fact()).phase())
        .containsExactly(Phase.DETECTED, Phase.RESOLVED);
  }

  @Test
  void pagerDutyIncident() {
    DeliveryEvent event =
        one(
            "com.pagerduty.incident.triggered",
            """
            {"event":{"id":"E","event_type":"incident.triggered",
              "occurred_at":"2026-01-02T03:04:05.5Z","resource_type":"incident",
              "data":{"id":"Q1","type":"incident","service":{"id":"S","summary":"shop"}}}}
            """);
    assertThat(event.service()).isEqualTo("shop");
    assertThat(((IncidentReported) event.fact()).incidentId()).isEqualTo("pagerduty/Q1");
    assertThat(((IncidentReported) event.fact()).phase()).isEqualTo(Phase.DETECTED);
  }

  @Test
  void aBodyThatIsWrongIsADeadLetterWithThePath() {
    decode("com.github.deployment_status", status("success").replace("\"sha\"", "\"ref\""));
    assertThat(letters)
        .extracting(DeadLetter::detail)
        .containsExactly("$.data.deployment.sha: is missing");
  }

  @Test
  void anEventOfAForgeThatNobodyHereKnowsIsKept() {
    DeliveryEvent event = one("com.github.star", "{\"action\":\"created\"}");
    assertThat(event.fact()).isEqualTo(new Other());
    assertThat(event.type()).isEqualTo("com.github.star");
  }
}
