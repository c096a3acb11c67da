package io.watchlake.jobs.export.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.jobs.delivery.WholeDelivery;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.testkit.KafkaBroker;
import io.watchlake.testkit.PrometheusServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From events in a real Kafka, through both jobs, to a real Prometheus. */
class FiguresInPrometheusTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(8);

  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]*)\"\\]");

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path home;

  @Test
  void theFiguresAreThereUnderTheirNamesInTheCatalogue() throws Exception {
    assumeThat(PrometheusServer.isInstalled()).as("prometheus is installed").isTrue();
    try (KafkaBroker kafka = KafkaBroker.start(home.resolve("kafka"));
        PrometheusServer prometheus =
            PrometheusServer.start(home.resolve("prometheus"), "global: {}\n");
        TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers())) {
      topics.createMissing(Timeline.LIVE, (short) 1);
      send(
          kafka,
          List.of(
              event(
                  "m1",
                  "change.merged",
                  now.minusSeconds(9000),
                  "\"id\":\"c1\",\"content\":{\"repository\":{\"id\":\"acme/shop\"}}",
                  "{}"),
              deployed("d1", now.minusSeconds(7200), "[\"c1\"]"),
              deployed("d2", now.minusSeconds(3600), "[]"),
              incident("i1", "incident.detected", now.minusSeconds(3000)),
              incident("i1", "incident.resolved", now.minusSeconds(1200)),
              deployed("d3", now.minusSeconds(600), "[]")));
      CatalogOptions catalog = Graphs.catalog(home);
      RunningJob delivery =
          RunningJob.start(
              home.resolve("delivery"),
              null,
              env ->
                  WholeDelivery.build(
                      env,
                      Graphs.arguments(kafka.bootstrapServers(), catalog, "--timeline", "live")));
      RunningJob export =
          RunningJob.start(
              home.resolve("export"),
              null,
              env ->
                  PrometheusExportMain.build(
                      env,
                      PrometheusExportOptions.parse(
                          Graphs.arguments(
                              kafka.bootstrapServers(),
                              catalog,
                              "--remote-write-url",
                              prometheus.address() + "/api/v1/write"))));

      Map<String, String> expected =
          Map.of(
              "lead_time_for_changes_seconds", "1800",
              "change_failure_rate_ratio", Double.toString(1 / 3.0),
              "time_to_restore_service_seconds", "1800");
      for (Map.Entry<String, String> metric : expected.entrySet()) {
        String query = metric.getKey() + "{job=\"shop\",period=\"overall\"}";
        delivery.await(query, () -> value(prometheus, query).isEmpty() ? 0 : 1, 1);
        assertThat(value(prometheus, query)).as(query).isEqualTo(metric.getValue());
      }
      String frequency = "deployment_frequency_per_day{job=\"shop\",period=\"overall\"}";
      assertThat(Double.parseDouble(value(prometheus, frequency))).isEqualTo(3 * 86_400.0 / 6_601);
      assertThat(value(prometheus, "count(deployment_frequency_per_day{job=\"shop\"})"))
          .as("month, 28 days, overall")
          .isEqualTo("3");
      delivery.stop(home.resolve("savepoints"));
      export.stop(home.resolve("savepoints"));
    }
  }

  /** The one value of a query now; empty where there is none yet. */
  private static String value(PrometheusServer prometheus, String query) {
    Matcher found = VALUE.matcher(prometheus.query(query, System.currentTimeMillis() + 60_000));
    return found.find() ? found.group(1) : "";
  }

  private static void send(KafkaBroker kafka, List<String> events) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String event : events) {
        producer.send(new ProducerRecord<>(Topics.DELIVERY_EVENTS, event.getBytes(UTF_8))).get();
      }
    }
  }

  private static String deployed(String id, Instant time, String changes) {
    return event(
        id,
        "service.deployed",
        time,
        "\"id\":\"shop\",\"content\":{\"environment\":{\"id\":\"production\"},"
            + "\"artifactId\":\"pkg:generic/shop@"
            + id
            + "\"}",
        "{\"deploymentId\":\"" + id + "\",\"changes\":" + changes + "}");
  }

  private static String incident(String id, String type, Instant time) {
    return event(
        id + type,
        type,
        time,
        "\"id\":\""
            + id
            + "\",\"content\":{\"environment\":{\"id\":\"production\"},"
            + "\"service\":{\"id\":\"shop\"}}",
        "{\"deploymentId\":\"d2\"}");
  }

  private static String event(String id, String type, Instant time, String subject, String custom) {
    return """
        {"context":{"version":"0.4.1","id":"%s","source":"test","type":"dev.cdevents.%s.0.2.0",\
        "timestamp":"%s"},"subject":{%s},"customData":%s}"""
        .formatted(id, type, time, subject, custom);
  }
}
