package io.watchlake.connectors.delivery.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Other;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the messages of {@code delivery_events} become. */
class DeliveryDecoderTest {

  private static final String DEPLOYED =
      """
      {"specversion":"1.0","id":"1","source":"ci","type":"dev.cdevents.service.deployed.0.2.0",
       "time":"2026-01-02T03:04:05Z","data":{
        "context":{"version":"0.4.1","id":"e1","source":"/ci/shop",
          "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"2026-01-02T03:04:05.5+01:00",
          "chainId":"chain"},
        "subject":{"id":"shop","type":"service","content":{
          "environment":{"id":"prod"},"artifactId":"pkg:oci/shop@sha256:1"}},
        "customData":{"deploymentId":"shop@1","changes":["a","b"]}}}
      """;

  private final List<DeliveryEvent> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  private void decode(String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    DeliveryDecoder.decode(
        new RawMessage("delivery_events", 3, 7, 1, value),
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
  }

  private DeliveryEvent event(String json) {
    decode(json);
    assertThat(letters).isEmpty();
    return events.get(0);
  }

  private static String bare(String type, String subject, String content) {
    return """
        {"context":{"version":"0.3.0","id":"e1","source":"s","type":"%s",
         "timestamp":"2026-01-02T03:04:05Z"},"subject":{"id":"%s","content":%s}}
        """
        .formatted(type, subject, content);
  }

  @Test
  void structuredDeployment() {
    DeliveryEvent event = event(DEPLOYED);
    assertThat(event.source()).isEqualTo("/ci/shop");
    assertThat(event.id()).isEqualTo("e1");
    assertThat(event.service()).isEqualTo("shop");
    assertThat(event.chainId()).isEqualTo("chain");
    assertThat(event.timeUnixNano())
        .isEqualTo(Instant.parse("2026-01-02T02:04:05.5Z").toEpochMilli() * 1_000_000);
    assertThat(event.origin().id()).isEqualTo("delivery_events-3-7-0");
    assertThat(event.fact())
        .isEqualTo(
            new Deployed(
                "shop@1", "prod", "", "pkg:oci/shop@sha256:1", null, List.of("a", "b"), false));
  }

  @Test
  void dataAsTextAndAsBase64AreTheSame() {
    DeliveryEvent plain = event(DEPLOYED);
    String data = DEPLOYED.substring(DEPLOYED.indexOf("\"data\":") + 7, DEPLOYED.lastIndexOf('}'));
    String head = DEPLOYED.substring(0, DEPLOYED.indexOf("\"data\":"));
    decode(head + "\"data\":\"" + data.replace("\"", "\\\"").replace("\n", "") + "\"}");
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    decode(head + "\"data_base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}");
    assertThat(letters).isEmpty();
    assertThat(events).containsOnly(plain).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.cdevents.change.merged.0.1.0",
        "dev.cdevents.change.merged.0.1.2",
        "dev.cdevents.change.merged.0.2.0",
        "dev.cdevents.change.merged.0.3.0-draft"
      })
  void bodyOfBinaryModeInAnyVersion(String type) {
    DeliveryEvent event = event(bare(type, "abc", "{\"repository\":{\"id\":\"acme/shop\"}}"));
    assertThat(event.service()).isEqualTo("acme/shop");
    assertThat(event.type()).isEqualTo(type);
    assertThat(((ChangeMerged) event.fact()).changeId()).isEqualTo("abc");
  }

  @Test
  void changeWithoutRepositoryIsOfItsSource() {
    assertThat(event(bare("dev.cdevents.change.merged.0.2.0", "abc", "{}")).service())
        .isEqualTo("s");
  }

  @Test
  void artifactNamesItsChange() {
    String json =
        bare("dev.cdevents.artifact.packaged.0.2.0", "pkg:a@1", "{\"change\":{\"id\":\"c\"}}");
    assertThat(event(json).fact()).isEqualTo(new ArtifactPackaged("pkg:a@1", List.of("c")));
  }

  @Test
  void deploymentWithoutIdIsKnownByItsEvent() {
    String json =
        bare("dev.cdevents.service.rolledback.0.2.0", "shop", "{\"environment\":{\"id\":\"p\"}}");
    Deployed deployed = (Deployed) event(json).fact();
    assertThat(deployed.deploymentId()).isEqualTo("e1");
    assertThat(deployed.rollback()).isTrue();
  }

  @Test
  void incidentWithLinks() {
    String json =
        """
        {"context":{"version":"0.4.1","id":"e1","source":"s",
          "type":"dev.cdevents.incident.resolved.0.2.0","timestamp":"2026-01-02T03:04:05Z",
          "links":[{"linkType":"RELATION","linkKind":"CAUSED_BY","target":{"contextId":"x"}},
                   {"linkType":"RELATION","linkKind":"RESOLVED_BY","target":{"contextId":"y"}},
                   {"linkType":"END","from":{"contextId":"z"}}]},
         "subject":{"id":"i1","content":{"environment":{"id":"prod"},"service":{"id":"shop"}}}}
        """;
    DeliveryEvent event = event(json);
    assertThat(event.service()).isEqualTo("shop");
    assertThat(event.fact())
        .isEqualTo(
            new IncidentReported("i1", Phase.RESOLVED, 0, "prod", null, null, "y", List.of("x")));
  }

  @ParameterizedTest
  @CsvSource({
    "dev.cdevents.pipelinerun.finished.0.2.0",
    "dev.cdevents.service.removed.0.2.0",
    "dev.cdevents.somethingnew",
  })
  void otherTypesAreKept(String type) {
    assertThat(event(bare(type, "x", "{}")).fact()).isEqualTo(new Other());
  }

  @Test
  void typesOfOthersAreKept() {
    DeliveryEvent event =
        event("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"org.acme.x\"}");
    assertThat(event.type()).isEqualTo("org.acme.x");
    assertThat(event.fact()).isEqualTo(new Other());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"e1\"                | \"ID\":\"e1\"   | $.data.context.id: is missing",
        "\"timestamp\":\"2026-01-02T  | \"timestamp\":\"yesterday | "
            + "$.data.context.timestamp: is not a time such as 2026-01-31T12:00:00Z",
        "\"environment\":{\"id\":\"prod\"} | \"environment\":\"prod\" | "
            + "$.data.subject.content.environment: is not an object",
        "\"changes\":[\"a\"           | \"changes\":[7  | "
            + "$.data.customData.changes[0]: is not a text",
        "\"id\":\"shop\"              | \"id\":\"\"     | $.data.subject.id: is empty",
        "\"specversion\":\"1.0\"      | \"specversion\":\"2.0\" | "
            + "$.specversion: is not 1.0, the one version of CloudEvents read here",
      })
  void invalidEventsAreDeadLettersWithThePath(String from, String to, String detail) {
    decode(DEPLOYED.replace(from, to));
    assertThat(events).isEmpty();
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).detail()).isEqualTo(detail);
    assertThat(letters.get(0).reason()).isEqualTo(DeadLetter.Reason.INVALID_VALUE);
    assertThat(letters.get(0).origin().offset()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "{\"a\":", "[]", "{} {}"})
  void whatIsNoJsonObjectIsUndecodable(String json) {
    decode(json);
    assertThat(letters).extracting(DeadLetter::reason).containsOnly(DeadLetter.Reason.UNDECODABLE);
  }

  @Test
  void anEmptyMessageIsADeadLetter() {
    decode("");
    assertThat(letters).extracting(DeadLetter::reason).containsExactly(DeadLetter.Reason.EMPTY);
  }
}
