package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.compute.alert.RuleBook;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job over a real broker and real tables, with rules that change while it runs. */
class AlertsJobTest {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final String CPU =
      "alert_rules: {cpu: {metric: cpu, threshold: %d, severity: warning,"
          + " annotations: {summary: '{{ $labels.service }} is at {{ $value }}'}}}";
  private static final String SEQUENCE =
      "alert_rules: {login: {severity: critical, key: actor, annotations: {text: %s},"
          + " sequence: {within: 1h, steps: [{begin: {kind: audit, name: refused}},"
          + " {followed_by: {kind: audit, name: let_in}}]}}}";
  private static final String PROBE =
      "alert_rules: {probe: {metric: probe, threshold: %d, severity: info}}";

  @Test
  void rulesChangeWhileTheJobRunsAndNothingThatHasBegunIsLost(@TempDir Path home) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        Wire wire = new Wire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      wire.put(RuleVersions.none("cpu").with(CPU.formatted(85), 1).live(1, 1));
      AlertsOptions options =
          AlertsOptions.parse(
              Graphs.arguments(broker.bootstrapServers(), catalog, "--delay-seconds", "1"));
      Map<String, RuleVersions> known = wire.rules.all();
      AlertsMain.ask(options.common(), new RuleBook(known.values()).subscriptions());
      RunningJob running =
          RunningJob.start(
              home,
              null,
              env -> AlertsMain.build(env, options, known.values(), List.of(), List.of()));

      // A rule that was there at the start.
      wire.send("cpu", "shop", 90);
      Alert fired = wire.await(alert -> alert.status() == AlertStatus.FIRING);
      assertThat(fired.labels())
          .isEqualTo(Map.of("alertname", "cpu", "service", "shop", "severity", "warning"));
      assertThat(fired.annotations()).isEqualTo(Map.of("summary", "shop is at 90"));
      wire.send("cpu", "shop", 10);
      Alert over = wire.await(alert -> alert.status() == AlertStatus.RESOLVED);
      assertThat(over.fingerprint()).isEqualTo(fired.fingerprint());
      assertThat(over.sinceUnixNano()).isEqualTo(fired.sinceUnixNano());

      // Another threshold takes effect, and its signals are asked for.
      wire.put(wire.rules.all().get("cpu").with(CPU.formatted(50), 2).live(2, 2));
      wire.put(RuleVersions.none("login").with(SEQUENCE.formatted("one"), 3).live(1, 3));
      wire.change(3);
      wire.send("cpu", "cart", 60);
      assertThat(wire.await(alert -> alert.labels().containsValue("cart")).version()).isEqualTo(2);
      try (SubscriptionClient client = new SubscriptionClient(broker.bootstrapServers())) {
        assertThat(client.all().stream().map(AlertsJobTest::asked))
            .contains("cpu", "probe", "audit refused");
      }

      // A sequence that has begun is completed by a newer version of its rule.
      long begun = wire.send(SignalKind.AUDIT, "refused", "eve");
      wire.put(wire.rules.all().get("login").with(SEQUENCE.formatted("two"), 4).live(2, 4));
      wire.change(5);
      wire.send(SignalKind.AUDIT, "let_in", "eve");
      Alert login = wire.await(alert -> alert.rule().equals("login"));
      assertThat(login.version()).isEqualTo(2);
      assertThat(login.annotations()).isEqualTo(Map.of("text", "two"));
      assertThat(login.sinceUnixNano())
          .isEqualTo(TimeUnit.MILLISECONDS.toNanos(TimeUnit.NANOSECONDS.toMillis(begun)));

      // The kill switch ends what a rule has raised.
      wire.put(wire.rules.all().get("cpu").live(0, 6));
      wire.await(
          alert -> alert.status() == AlertStatus.RESOLVED && alert.labels().containsValue("cart"));
      int told = wire.ids.size();
      wire.send("cpu", "none", 99);
      wire.change(7);
      assertThat(wire.all("cpu")).noneMatch(alert -> alert.labels().containsValue("none"));
      assertThat(told).isGreaterThan(5);

      wire.drain();
      LakeRows rows = new LakeRows(catalog);
      running.await("alerts in the table", () -> rows.count(Tables.ALERTS_LOG), wire.ids.size());
      running.stop(home.resolve("savepoints"));
    }
  }

  private static String asked(Subscription one) {
    return one instanceof SeriesSubscription of
        ? of.series().metric()
        : ((RecordSubscription) one).pattern().toString();
  }

  /** What goes into the topics and comes out of them. */
  private static final class Wire implements AutoCloseable {

    private final RuleTopic rules;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Alert> ids = new LinkedHashMap<>();
    private int sent;

    Wire(String servers) {
      try (TopicAdmin topics = TopicAdmin.connect(servers)) {
        topics.createMissing(Timeline.LIVE, (short) 1);
      }
      rules = new RuleTopic(servers, new Properties());
      producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      consumer =
          new KafkaConsumer<>(
              Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 0; i < Topics.PARTITIONS; i++) {
        partitions.add(new TopicPartition(Topics.ALERTS, i));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    void put(RuleVersions rule) {
      rules.put(List.of(rule));
    }

    /** Changes the rule that shows when changes have arrived, and waits until it does. */
    void change(int version) throws Exception {
      RuleVersions probe = rules.all().getOrDefault("probe", RuleVersions.none("probe"));
      RuleVersions next = probe.with(PROBE.formatted(version), version);
      put(next.live(next.newest(), version));
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (all("probe").stream().noneMatch(alert -> alert.version() == next.newest())) {
        assertThat(System.nanoTime()).as("waiting for a change").isLessThan(deadline);
        send("probe", "probe-" + sent, version + 0.5);
        poll();
      }
    }

    void send(String metric, String service, double value) throws Exception {
      send(
          new Signal(
              "s" + sent++,
              SignalKind.METRIC,
              "live",
              now(),
              metric,
              "",
              service,
              service,
              value,
              Map.of("service", service),
              Map.of()));
    }

    long send(SignalKind kind, String name, String actor) throws Exception {
      long now = now();
      send(
          new Signal(
              "s" + sent++,
              kind,
              "live",
              now,
              name,
              "",
              "",
              actor,
              Double.NaN,
              Map.of("actor", actor),
              Map.of()));
      return now;
    }

    private void send(Signal signal) throws Exception {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.SIGNALS, SignalCodec.key(signal), SignalCodec.encode(signal)))
          .get();
    }

    private static long now() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    Alert await(Predicate<Alert> wanted) {
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (true) {
        for (Alert alert : ids.values()) {
          if (wanted.test(alert)) {
            return alert;
          }
        }
        assertThat(System.nanoTime()).as("waiting; there are %s", ids).isLessThan(deadline);
        poll();
      }
    }

    List<Alert> all(String rule) {
      return ids.values().stream().filter(alert -> alert.rule().equals(rule)).toList();
    }

    void drain() {
      int count;
      do {
        count = poll();
      } while (count > 0);
    }

    private int poll() {
      int count = 0;
      for (var message : consumer.poll(Duration.ofMillis(500))) {
        Alert alert = AlertCodec.decode(message.value());
        ids.put(alert.id(), alert);
        count++;
      }
      return count;
    }

    @Override
    public void close() {
      producer.close();
      consumer.close();
    }
  }
}
