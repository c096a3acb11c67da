package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.backtest.AlertChange;
import io.watchlake.jobs.backtest.Backtest;
import io.watchlake.jobs.backtest.RecordedAlert;
import io.watchlake.jobs.delivery.WholeDelivery;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.metrics.WholeMetrics;
import io.watchlake.jobs.run.KafkaRows;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.compute.alert.RuleBook;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import io.watchlake.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batch is stream: what rules say while events come, and what they say of the rows that these
 * events left in the lakehouse, is the same to the last field.
 */
class BacktestJobTest {

  private static final String RULES =
      """
      alert_rules:
        busy:
          metric: 'queue{till="a"}'
          threshold: 85
          duration: 3m
          severity: warning
          annotations: {summary: "{{ $labels.till }} of {{ $labels.service }}: {{ $value }}"}
        gone:
          absent: {metric: queue}
          key: service
          duration: 5m
          severity: critical
        slow_since_deployed:
          severity: critical
          key: service
          sequence:
            within: 15m
            steps:
              - begin: {step: deployed, kind: deployment, match: 'outcome="success"'}
              - followed_by: {step: load, metric: queue, value: "> 85", times: 2}
      """;

  private static final int MINUTES = 20;
  private static final int PROBES = 2 * Topics.PARTITIONS;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  /** So long ago that all that time decides is decided, whatever the delay. */
  private final Instant begin =
      Instant.now().minus(Duration.ofHours(4)).truncatedTo(ChronoUnit.MINUTES);

  private int round;

  @Test
  void aBacktestOverTheLakehouseSaysWhatTheLiveJobSaid(@TempDir Path home) throws Exception {
    List<Rule> rules =
        RuleFiles.read(List.of(new RuleFiles.Source("rules.yaml", RULES))).rules().rules();
    List<RuleVersions> versions =
        rules.stream()
            .map(rule -> RuleVersions.none(rule.name()).with(RULES, 1).live(1, 1))
            .toList();
    CatalogOptions catalog = Graphs.catalog(home);
    LakeRows rows = new LakeRows(catalog);
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        Wire wire = new Wire(broker.bootstrapServers())) {
      String[] arguments = Graphs.arguments(broker.bootstrapServers(), catalog);
      AlertsOptions options =
          AlertsOptions.parse(
              Graphs.arguments(broker.bootstrapServers(), catalog, "--delay-seconds", "3600"));
      AlertsMain.ask(options.common(), new RuleBook(versions).subscriptions());
      try (SubscriptionClient subscriptions = new SubscriptionClient(broker.bootstrapServers())) {
        subscriptions.put(
            new SeriesSubscription(
                "probe", FormulaParser.selector("probe"), Resolution.MINUTE, "test"));
      }

      RunningJob metrics =
          RunningJob.start(
              home.resolve("metrics"), null, env -> WholeMetrics.build(env, arguments));
      RunningJob delivery =
          RunningJob.start(
              home.resolve("delivery"), null, env -> WholeDelivery.build(env, versions, arguments));
      metrics.await("answered probes", () -> probe(wire), PROBES);
      wire.send(Topics.DELIVERY_EVENTS, deployed(begin.plus(Duration.ofMinutes(4))));
      for (int minute = 0; minute < MINUTES; minute++) {
        wire.point("queue", "a", 0, at(minute), minute >= 5 && minute < 15 ? 90 : 10);
      }
      for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
        wire.point("clock", "c", partition, at(MINUTES + 10), 1);
      }
      metrics.await("windows", () -> rows.count(Tables.ROLLUPS_1M_LOG, "metric", "queue"), MINUTES);
      metrics.await("signals", () -> wire.signals("queue"), 2L * MINUTES);
      delivery.await("deployments", () -> rows.count(Tables.DELIVERY_DEPLOYMENTS_LOG), 1);
      delivery.await("told deployments", () -> wire.signals("deployed"), 1);
      metrics.stop(home.resolve("savepoints"));
      delivery.stop(home.resolve("savepoints"));

      RunningJob alerts =
          RunningJob.start(
              home.resolve("alerts"),
              null,
              env -> AlertsMain.build(env, options, versions, List.of(), List.of()));
      alerts.await("alerts", () -> rows.count(Tables.ALERTS_LOG), 6);
      List<Alert> live = wire.alerts();
      alerts.stop(home.resolve("savepoints"));

      Backtest.Result result;
      try (SqlEngine sql = SqlEngine.open(catalog, SqlSettings.DEFAULT)) {
        result =
            new Backtest(sql)
                .run(
                    new Backtest.Request(
                        rules, begin, begin.plus(Duration.ofHours(2)), CustomMetrics.NONE),
                    (signal, share) -> assertThat(share).isBetween(0.0, 1.0));
      }
      assertThat(live)
          .extracting(Alert::rule, Alert::status, alert -> minute(alert.timeUnixNano()))
          .containsExactlyInAnyOrder(
              tuple("busy", AlertStatus.PENDING, 6L),
              tuple("busy", AlertStatus.FIRING, 9L),
              tuple("busy", AlertStatus.RESOLVED, 16L),
              tuple("gone", AlertStatus.FIRING, 25L),
              tuple("slow_since_deployed", AlertStatus.FIRING, 7L),
              tuple("slow_since_deployed", AlertStatus.RESOLVED, 12L));
      assertThat(result.alerts()).containsExactlyInAnyOrderElementsOf(live);
      assertThat(result.recorded())
          .extracting(RecordedAlert::change)
          .containsExactlyInAnyOrderElementsOf(live.stream().map(AlertChange::of).toList());
      assertThat(result.recorded())
          .extracting(RecordedAlert::id)
          .containsExactlyInAnyOrderElementsOf(live.stream().map(Alert::id).toList());
      assertThat(result.signals()).isEqualTo(2L * MINUTES + 1);
      assertThat(result.remarks()).isEmpty();
    }
  }

  private long minute(long unixNano) {
    return (unixNano / 1_000_000_000 - begin.getEpochSecond()) / 60;
  }

  private Instant at(int minute) {
    return begin.plus(Duration.ofMinutes(minute)).plusSeconds(30);
  }

  /** A minute more of series that are asked for; how many of them have been answered. */
  private long probe(Wire wire) {
    Instant time = begin.minus(Duration.ofDays(2)).plus(Duration.ofMinutes(round++));
    assertThat(time).as("time left for probes").isBefore(begin.minus(Duration.ofMinutes(5)));
    for (int i = 0; i < PROBES; i++) {
      wire.point("probe", "p" + i, i % Topics.PARTITIONS, time, 1);
    }
    return wire.series("probe");
  }

  private static byte[] deployed(Instant time) {
    return """
        {"context":{"version":"0.4.1","id":"e-1","source":"test",\
        "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"%s"},\
        "subject":{"id":"shop","content":{"environment":{"id":"production"},\
        "artifactId":"pkg:generic/shop@1.1"}},"customData":{"deploymentId":"d1"}}"""
        .formatted(time)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What goes into the topics and comes out of them. */
  private static final class Wire implements AutoCloseable {

    private final String servers;
    private final KafkaProducer<byte[], byte[]> producer;

    Wire(String servers) {
      this.servers = servers;
      try (TopicAdmin topics = TopicAdmin.connect(servers)) {
        topics.createMissing(Timeline.LIVE, (short) 1);
      }
      producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void send(String topic, byte[] message) throws Exception {
      producer.send(new ProducerRecord<>(topic, message)).get(1, TimeUnit.MINUTES);
    }

    void point(String metric, String till, int partition, Instant time, double value) {
      byte[] request =
          ExportMetricsServiceRequest.newBuilder()
              .addResourceMetrics(
                  ResourceMetrics.newBuilder()
                      .setResource(
                          Resource.newBuilder().addAttributes(attribute("service.name", "shop")))
                      .addScopeMetrics(
                          ScopeMetrics.newBuilder()
                              .addMetrics(
                                  Metric.newBuilder()
                                      .setName(metric)
                                      .setGauge(
                                          Gauge.newBuilder()
                                              .addDataPoints(
                                                  NumberDataPoint.newBuilder()
                                                      .setTimeUnixNano(
                                                          time.getEpochSecond() * 1_000_000_000L)
                                                      .setAsDouble(value)
                                                      .addAttributes(attribute("till", till)))))))
              .build()
              .toByteArray();
      producer.send(new ProducerRecord<>(Topics.OTLP_METRICS, partition, null, request));
    }

    private static KeyValue attribute(String key, String value) {
      return KeyValue.newBuilder()
          .setKey(key)
          .setValue(AnyValue.newBuilder().setStringValue(value))
          .build();
    }

    /** How many different signals of a name there are. */
    long signals(String name) {
      return KafkaRows.all(servers, Topics.SIGNALS).stream()
          .map(message -> SignalCodec.decode(message.value()))
          .filter(signal -> signal.name().equals(name))
          .map(signal -> signal.id())
          .distinct()
          .count();
    }

    /** How many different series signals of a name are of. */
    long series(String name) {
      return KafkaRows.all(servers, Topics.SIGNALS).stream()
          .map(message -> SignalCodec.decode(message.value()))
          .filter(signal -> signal.name().equals(name))
          .map(signal -> signal.key())
          .distinct()
          .count();
    }

    List<Alert> alerts() {
      return KafkaRows.all(servers, Topics.ALERTS).stream()
          .map(message -> AlertCodec.decode(message.value()))
          .distinct()
          .toList();
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
