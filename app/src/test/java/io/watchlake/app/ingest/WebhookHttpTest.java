package io.watchlake.app.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.json.Json;
import io.watchlake.app.webhook.Webhook;
import io.watchlake.connectors.delivery.codec.DeliveryDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as their senders sign them, over a real server and a real broker. */
final class WebhookHttpTest {

  private static final String SECRET = "It's a Secret to Everybody";
  private static final String JSON = "application/json";

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;

  @BeforeAll
  static void start() throws IOException {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
    Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    WebhookOptions.Source source = () -> Files.readString(file);
    ingest =
        new IngestHarness.Running(
            harness.options(),
            new WebhookOptions(
                Map.of(
                    Webhook.GITHUB, source,
                    Webhook.GITLAB, source,
                    Webhook.DEVLAKE, source,
                    Webhook.CLOUDEVENTS, source,
                    Webhook.PAGERDUTY, source),
                false));
  }

  @AfterAll
  static void stop() {
    IngestStats.Snapshot left = ingest.service().stats().snapshot();
    ingest.close();
    harness.close();
    assertThat(left.bytesInFlight()).isZero();
    assertThat(left.requestsInFlight()).isZero();
  }

  /** What the job would make of the messages of a source. */
  private static final class Decoded {
    final List<DeliveryEvent> events = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
  }

  private static Decoded decoded(String text) {
    Decoded decoded = new Decoded();
    for (ConsumerRecord<byte[], byte[]> message : harness.read(Topics.DELIVERY_EVENTS)) {
      if (new String(message.value(), UTF_8).contains(text)) {
        DeliveryDecoder.decode(
            new RawMessage(
                Topics.DELIVERY_EVENTS, message.partition(), message.offset(), 5, message.value()),
            new DeliveryDecoder.Handler() {
              @Override
              public void event(DeliveryEvent event) {
                decoded.events.add(event);
              }

              @Override
              public void deadLetter(DeadLetter letter) {
                decoded.letters.add(letter);
              }
            });
      }
    }
    return decoded;
  }

  private static List<JsonNode> auditEvents(String path) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : harness.read(Topics.AUDIT_EVENTS)) {
      JsonNode event = Json.mapper().readTree(message.value());
      if (event.path("subject").asText().equals(path)) {
        events.add(event);
      }
    }
    return events;
  }

  private static String hmac(byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  private static HttpResponse<byte[]> post(String path, String body, String... headers)
      throws Exception {
    return harness.post(ingest.httpEndpoint() + path, body.getBytes(UTF_8), headers);
  }

  private static HttpResponse<byte[]> gitHub(String event, String delivery, String body)
      throws Exception {
    return post(
        "/webhooks/github",
        body,
        "Content-Type",
        JSON,
        "X-GitHub-Event",
        event,
        "X-GitHub-Delivery",
        delivery,
        "X-Hub-Signature-256",
        "sha256=" + hmac(body.getBytes(UTF_8)));
  }

  private static String words(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String deployed(String repository) {
    return """
        {"deployment_status":{"state":"success","created_at":"2026-01-02T03:04:05Z"},
         "deployment":{"id":42,"sha":"abc","environment":"production"},
         "repository":{"full_name":"%s"}}
        """
        .formatted(repository);
  }

  @Test
  void theSignatureOfGitHubsOwnDocumentationIsRight() throws Exception {
    assertThat(hmac("Hello, World!".getBytes(UTF_8)))
        .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    assertThat(gitHub("ping", "docs-1", "Hello, World!").statusCode()).isEqualTo(202);
  }

  @Test
  void aWebhookOfGitHubIsInKafkaWhenItIsAnsweredAndTwiceIsTheSame() throws Exception {
    HttpResponse<byte[]> answer = gitHub("deployment_status", "72d3162e", deployed("acme/twice"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(words(answer)).isEqualTo("{\"events\":1}");
    gitHub("deployment_status", "72d3162e", deployed("acme/twice"));

    Decoded decoded = decoded("acme/twice");
    assertThat(decoded.letters).isEmpty();
    assertThat(decoded.events)
        .hasSize(2)
        .extracting(DeliveryEvent::key)
        .containsOnly("/webhooks/github\n72d3162e");
    assertThat(decoded.events.get(0).service()).isEqualTo("acme/twice");
    assertThat(decoded.events.get(0).fact()).isInstanceOf(DeliveryFact.Deployed.class);
    assertThat(ingest.service().stats().snapshot().signals().get(IngestStats.DELIVERY).records())
        .isPositive();
  }

  @Test
  void anEventThatNobodyKnowsIsKept() throws Exception {
    assertThat(gitHub("star", "star-1", "{\"action\":\"created\"}").statusCode()).isEqualTo(202);
    assertThat(decoded("star-1").events)
        .singleElement()
        .satisfies(event -> assertThat(event.fact()).isEqualTo(new DeliveryFact.Other()));
  }

  @Test
  void brokenJsonWithARightSignatureBecomesADeadLetterWithItsPlace() throws Exception {
    assertThat(gitHub("push", "broken-1", "{\"ref\":").statusCode()).isEqualTo(202);
    assertThat(decoded("broken-1").letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.detail()).startsWith("$.data_base64: is not JSON");
              assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.INVALID_VALUE);
            });
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "/webhooks/github, X-Hub-Signature-256, sha256=00",
    "/webhooks/github, X-Hub-Signature-256, 'It''s a Secret to Everybody'",
    "/webhooks/github, X-Hub-Signature-256, "
        + "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    "/webhooks/gitlab, X-Gitlab-Token, guessed",
    "/webhooks/gitlab, X-Gitlab-Token, ''",
    "/webhooks/pagerduty, X-PagerDuty-Signature, 'v1=00,v1=beef'",
    "/webhooks/devlake/deployments, Authorization, Bearer guessed",
    "/webhooks/devlake/issues, Authorization, Basic dXNlcjpwYXNz",
    "/cloudevents, Authorization, Bearer",
    "/cloudevents, X-Hub-Signature-256, sha256=zz"
  })
  void aForgedProofIs401AndAnAuditEventWithoutItAndWithoutTheBody(
      String path, String header, String proof) throws Exception {
    List<JsonNode> before = auditEvents(path);

    HttpResponse<byte[]> answer =
        post(path, "{\"private\":\"forged\"}", "Content-Type", JSON, header, proof);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
    assertThat(words(answer)).doesNotContain("Everybody");
    // They come from several partitions, so the newest need not be the last.
    List<JsonNode> told =
        auditEvents(path).stream().filter(event -> !before.contains(event)).toList();
    assertThat(told).hasSize(1);
    JsonNode event = told.get(0);
    assertThat(event.path("type").asText()).isEqualTo("io.watchlake.audit.webhook_refused");
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("data").path("outcome").asText()).isEqualTo("denied");
    assertThat(event.path("data").path("credential").asText()).isEqualTo("wrong");
    assertThat(event.path("data").path("remote_address").asText()).isEqualTo("127.0.0.1");
    assertThat(event.path("data").path("body_bytes").asInt()).isEqualTo(20);
    assertThat(event.toString()).doesNotContain("forged", "guessed", "sha256", "Everybody");
    assertThat(decoded("forged").letters).isEmpty();
    assertThat(decoded("forged").events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/github",
        "/webhooks/gitlab",
        "/webhooks/pagerduty",
        "/webhooks/devlake",
        "/cloudevents"
      })
  void aMissingProofIs401AndAnAuditEvent(String path) throws Exception {
    HttpResponse<byte[]> answer = post(path, "{}", "Content-Type", JSON);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(auditEvents(path))
        .extracting(event -> event.path("data").path("credential").asText())
        .contains("missing");
  }

  @Test
  void aBodyThatWasChangedOnItsWayIs401() throws Exception {
    HttpResponse<byte[]> answer =
        post(
            "/webhooks/github",
            deployed("acme/changed"),
            "Content-Type",
            JSON,
            "X-GitHub-Event",
            "deployment_status",
            "X-GitHub-Delivery",
            "changed",
            "X-Hub-Signature-256",
            "sha256=" + hmac(deployed("acme/other").getBytes(UTF_8)));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(decoded("acme/changed").events).isEmpty();
  }

  @Test
  void aWebhookOfGitLabIsKnownByItsTokenAndItsKindIsInTheBody() throws Exception {
    String body =
        """
        {"object_kind":"deployment","status":"success","deployment_id":15,
         "status_changed_at":"2026-01-02 03:04:05 +0200","environment":"production",
         "short_sha":"279484c0","project":{"path_with_namespace":"acme/lab"}}
        """;
    for (String key : List.of("k-1", "k-1")) {
      assertThat(
              post(
                      "/webhooks/gitlab",
                      body,
                      "Content-Type",
                      JSON,
                      "X-Gitlab-Token",
                      SECRET,
                      "Idempotency-Key",
                      key)
                  .statusCode())
          .isEqualTo(202);
    }
    post("/webhooks/gitlab", body, "Content-Type", JSON, "X-Gitlab-Token", SECRET);

    assertThat(decoded("acme/lab").events)
        .extracting(DeliveryEvent::type)
        .containsOnly("com.gitlab.deployment");
    assertThat(decoded("acme/lab").events.stream().map(DeliveryEvent::key).distinct())
        .hasSize(2)
        .contains("/webhooks/gitlab\nk-1");
  }

  @Test
  void aWebhookOfPagerDutyIsKnownByOneOfItsSignatures() throws Exception {
    String body =
        """
        {"event":{"id":"01DEN1HNLBC1VITK192ETJ5MRZ","event_type":"incident.triggered",
         "occurred_at":"2026-01-02T03:04:05.000Z",
         "data":{"id":"PGR0VU2","service":{"summary":"acme pager"}}}}
        """;
    String signatures = "v1=" + "0".repeat(64) + ",v1=" + hmac(body.getBytes(UTF_8));
    assertThat(
            post(
                    "/webhooks/pagerduty",
                    body,
                    "Content-Type",
                    JSON,
                    "X-PagerDuty-Signature",
                    signatures)
                .statusCode())
        .isEqualTo(202);
    assertThat(decoded("acme pager").events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.key()).isEqualTo("/webhooks/pagerduty\n01DEN1HNLBC1VITK192ETJ5MRZ");
              assertThat(event.fact()).isInstanceOf(DeliveryFact.IncidentReported.class);
            });
  }

  @Test
  void whatUsersOfDevLakePostIsTakenAsTheyPostIt() throws Exception {
    String deployment =
        """
        {"id":"deploy-1","startedDate":"2026-01-02T03:00:00Z",
         "finishedDate":"2026-01-02T03:04:05Z","result":"SUCCESS","deploymentCommits":[
          {"repoUrl":"https://git.example/acme/lake.git","commitSha":"015e3d3b"}]}
        """;
    String incident =
        """
        {"issueKey":"DLK-1","type":"INCIDENT","title":"acme/lake is down","status":"TODO",
         "createdDate":"2026-01-02T04:00:00Z","component":"acme/lake"}
        """;
    String bug =
        """
        {"issueKey":"DLK-2","type":"BUG","title":"acme/lake has a bug","status":"TODO",
         "createdDate":"2026-01-02T04:00:00Z"}
        """;
    String bearer = "Bearer " + SECRET;
    // curl -d says that it sends a form.
    String form = "application/x-www-form-urlencoded";
    for (String[] one :
        List.of(
            new String[] {"deployments", deployment},
            new String[] {"issues", incident},
            new String[] {"issues", bug})) {
      HttpResponse<byte[]> answer =
          post(
              "/webhooks/devlake/" + one[0], one[1], "Content-Type", form, "Authorization", bearer);
      assertThat(answer.statusCode()).as(words(answer)).isEqualTo(202);
    }
    assertThat(decoded("acme/lake").events)
        .extracting(event -> event.fact().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Deployed", "IncidentReported", "Other");
  }

  private static String cdEvent(String id) {
    return """
        {"context":{"version":"0.4.1","id":"%s","source":"ci",\
        "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"2026-01-02T03:04:05Z"},\
        "subject":{"id":"shop","content":{"environment":{"id":"prod"},\
        "artifactId":"pkg:generic/shop@1"}}}"""
        .formatted(id);
  }

  private static String structured(String id) {
    return """
        {"specversion":"1.0","id":"%1$s","source":"ci",\
        "type":"dev.cdevents.service.deployed.0.2.0","data":%2$s}"""
        .formatted(id, cdEvent(id));
  }

  @Test
  void cloudEventsAreTakenInEveryModeOfTheBindingToHttp() throws Exception {
    String bearer = "bearer " + SECRET;
    HttpResponse<byte[]> whole =
        post(
            "/cloudevents",
            structured("mode-structured"),
            "Content-Type",
            "application/cloudevents+json; charset=utf-8",
            "Authorization",
            bearer);
    HttpResponse<byte[]> binary =
        post(
            "/cloudevents",
            cdEvent("mode-binary"),
            "Content-Type",
            JSON,
            "Authorization",
            bearer,
            "ce-specversion",
            "1.0",
            "ce-id",
            "mode-binary",
            "ce-source",
            "caf%C3%A9 %zz",
            "ce-type",
            "dev.cdevents.service.deployed.0.2.0");
    HttpResponse<byte[]> batch =
        post(
            "/cloudevents",
            "[" + structured("mode-batch-1") + "," + structured("mode-batch-2") + "]",
            "Content-Type",
            "application/cloudevents-batch+json",
            "Authorization",
            bearer);
    String bareBody = cdEvent("mode-bare");
    HttpResponse<byte[]> bare =
        post(
            "/cloudevents",
            bareBody,
            "Content-Type",
            JSON,
            "X-Hub-Signature-256",
            "sha256=" + hmac(bareBody.getBytes(UTF_8)));

    assertThat(List.of(whole, binary, batch, bare))
        .extracting(HttpResponse::statusCode)
        .containsOnly(202);
    assertThat(words(batch)).isEqualTo("{\"events\":2}");
    Decoded decoded = decoded("mode-");
    assertThat(decoded.letters).isEmpty();
    assertThat(decoded.events)
        .extracting(DeliveryEvent::id)
        .containsExactlyInAnyOrder(
            "mode-structured", "mode-binary", "mode-batch-1", "mode-batch-2", "mode-bare");
    assertThat(
            harness.read(Topics.DELIVERY_EVENTS).stream()
                .map(message -> new String(message.value(), UTF_8)))
        .anyMatch(text -> text.contains("\"source\":\"café %zz\""));
  }

  @Test
  void aBatchThatIsNoListAndAnEventWithoutATypeAreDeadLetters() throws Exception {
    String bearer = "Bearer " + SECRET;
    post(
        "/cloudevents",
        "{\"no\":\"wrong-batch\"}",
        "Content-Type",
        "application/cloudevents-batch+json",
        "Authorization",
        bearer);
    post(
        "/cloudevents",
        "{\"no\":\"wrong-binary\"}",
        "Content-Type",
        JSON,
        "Authorization",
        bearer,
        "ce-specversion",
        "1.0",
        "ce-id",
        "1",
        "ce-source",
        "ci");
    assertThat(decoded("wrong-b").letters)
        .extracting(DeadLetter::detail)
        .containsExactlyInAnyOrder("$.specversion: is missing", "$.type: is missing");
  }

  @Test
  void aCompressedBodyIsSignedAsItIsSent() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(structured("gzipped").getBytes(UTF_8));
    }
    HttpResponse<byte[]> answer =
        harness.post(
            ingest.httpEndpoint() + "/cloudevents",
            bytes.toByteArray(),
            "Content-Type",
            "application/cloudevents+json",
            "Content-Encoding",
            "gzip",
            "X-Hub-Signature-256",
            "sha256=" + hmac(bytes.toByteArray()));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(decoded("gzipped").events).hasSize(1);
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedWithWhatToDo() throws Exception {
    String body = "payload=%7B%7D";
    HttpResponse<byte[]> form =
        post(
            "/webhooks/github",
            body,
            "Content-Type",
            "application/x-www-form-urlencoded",
            "X-Hub-Signature-256",
            "sha256=" + hmac(body.getBytes(UTF_8)));
    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(words(form)).contains("must be application/json");

    HttpResponse<byte[]> nameless =
        post(
            "/webhooks/github",
            "{}",
            "Content-Type",
            JSON,
            "X-Hub-Signature-256",
            "sha256=" + hmac("{}".getBytes(UTF_8)));
    assertThat(nameless.statusCode()).isEqualTo(400);
    assertThat(words(nameless)).contains("X-GitHub-Event is missing");

    HttpResponse<byte[]> got =
        harness.send(
            HttpRequest.newBuilder(URI.create(ingest.httpEndpoint() + "/webhooks/github"))
                .GET()
                .build());
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("allow")).contains("POST");

    HttpResponse<byte[]> unknown = post("/webhooks/bitbucket", "{}", "Content-Type", JSON);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(words(unknown)).contains("/webhooks/gitlab", "/cloudevents");
  }

  @Test
  void aBodyOverTheLimitIs413() throws Exception {
    IngestOptions options = harness.options();
    try (IngestHarness.Running small =
        new IngestHarness.Running(
            new IngestOptions(options.kafka(), 1024, 1024, 4096, options.deliveryTimeout()),
            new WebhookOptions(Map.of(Webhook.GITHUB, () -> SECRET), false))) {
      HttpResponse<byte[]> answer =
          harness.post(
              small.httpEndpoint() + "/webhooks/github", new byte[1025], "Content-Type", JSON);
      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void withoutASecretNothingIsTakenUntilOneIsNamed() throws Exception {
    WebhookOptions.Source missing =
        () -> {
          throw new IOException("environment variable HOOK is not set");
        };
    try (IngestHarness.Running unset =
        new IngestHarness.Running(
            harness.options(),
            new WebhookOptions(
                Map.of(Webhook.GITLAB, missing, Webhook.DEVLAKE, () -> "  \n"), false))) {
      for (String path : List.of("/webhooks/github", "/webhooks/gitlab", "/webhooks/devlake")) {
        HttpResponse<byte[]> answer =
            harness.post(
                unset.httpEndpoint() + path,
                new byte[2],
                "Content-Type",
                JSON,
                "X-Gitlab-Token",
                "");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(words(answer))
            .contains("monitoring." + path.substring(1).replace('/', '.') + ".secret_env");
      }
    }
  }

  @Test
  void unsignedWebhooksAreTakenFromThisMachineWhereThatIsAllowed() throws Exception {
    try (IngestHarness.Running open =
        new IngestHarness.Running(harness.options(), new WebhookOptions(Map.of(), true))) {
      HttpResponse<byte[]> taken =
          harness.post(
              open.httpEndpoint() + "/cloudevents",
              structured("unsigned").getBytes(UTF_8),
              "Content-Type",
              JSON);
      assertThat(taken.statusCode()).isEqualTo(202);
      assertThat(decoded("unsigned").events).hasSize(1);

      HttpResponse<byte[]> form =
          harness.post(
              open.httpEndpoint() + "/webhooks/devlake",
              "{}".getBytes(UTF_8),
              "Content-Type",
              "text/plain");
      assertThat(form.statusCode()).as("what any page could send").isEqualTo(415);
    }
  }
}
