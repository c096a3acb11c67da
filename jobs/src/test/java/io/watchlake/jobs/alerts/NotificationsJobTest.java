package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.client.SilenceTopic;
import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
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
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
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

/** From a signal to what people are told, over a real broker and real tables. */
class NotificationsJobTest {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final String RULE =
      "alert_rules: {cpu: {metric: cpu, threshold: 85, severity: warning}}";
  private static final String ALERTING =
      "{route: {receiver: ops, group_by: [service], group_wait: 5s, group_interval: 1s},"
          + " receivers: [{name: ops, channels: [email]}]}";

  @Test
  void peopleAreToldOnceOfWhatNothingSilencesAndGroupsGoOnAfterASavepoint(@TempDir Path home)
      throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        Wire wire = new Wire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      AlertsOptions options =
          AlertsOptions.parse(
              Graphs.arguments(
                  broker.bootstrapServers(),
                  catalog,
                  "--delay-seconds",
                  "1",
                  "--parallelism",
                  "2",
                  "--alerting",
                  ALERTING));
      List<RuleVersions> rules = List.of(RuleVersions.none("cpu").with(RULE, 1).live(1, 1));
      Silence before = wire.silence("old");
      RunningJob running =
          RunningJob.start(
              home, null, env -> AlertsMain.build(env, options, rules, List.of(before)));
      wire.silences.put(wire.silence("new"));

      for (String service : List.of("old", "new", "shop")) {
        wire.send(service, 90);
      }
      Notification first = wire.await(told -> told.reason() == NotificationReason.FIRST);
      assertThat(first.receiver()).isEqualTo("ops");
      assertThat(first.groupKey()).isEqualTo("{}:{service=\"shop\"}");
      assertThat(first.commonLabels())
          .isEqualTo(Map.of("alertname", "cpu", "service", "shop", "severity", "warning"));
      LakeRows rows = new LakeRows(catalog);
      running.await("decisions in the table", () -> rows.count(Tables.NOTIFICATIONS), 3);
      String savepoint = running.stop(home.resolve("savepoints"));

      // The group goes on in another life of the job, and knows what was told in the first.
      RunningJob again =
          RunningJob.start(
              home, savepoint, env -> AlertsMain.build(env, options, rules, List.of(before)));
      wire.send("shop", 10);
      Notification over = wire.await(told -> told.reason() == NotificationReason.ALL_RESOLVED);
      assertThat(over.groupKey()).isEqualTo(first.groupKey());
      assertThat(over.alerts().get(0).startsAtUnixNano())
          .isEqualTo(first.alerts().get(0).startsAtUnixNano());
      again.await("decisions in the table", () -> rows.count(Tables.NOTIFICATIONS), 4);
      assertThat(wire.told).hasSize(2);
      again.stop(home.resolve("savepoints-2"));
    }
  }

  /** What goes into the topics and comes out of them. */
  private static final class Wire implements AutoCloseable {

    private final SilenceTopic silences;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Notification> told = new LinkedHashMap<>();
    private int sent;

    Wire(String servers) {
      try (TopicAdmin topics = TopicAdmin.connect(servers)) {
        topics.createMissing(Timeline.LIVE, (short) 1);
      }
      silences = new SilenceTopic(servers, new Properties());
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
        partitions.add(new TopicPartition(Topics.NOTIFICATIONS, i));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    Silence silence(String service) {
      long now = now();
      return new Silence(
          service,
          List.of(new LabelMatcher("service", Operator.EQUAL, service)),
          now,
          now + TimeUnit.HOURS.toNanos(1),
          "me",
          "",
          now);
    }

    void send(String service, double value) throws Exception {
      Signal signal =
          new Signal(
              "s" + sent++,
              SignalKind.METRIC,
              "live",
              now(),
              "cpu",
              "",
              service,
              service,
              value,
              Map.of("service", service),
              Map.of());
      producer
          .send(
              new ProducerRecord<>(
                  Topics.SIGNALS, SignalCodec.key(signal), SignalCodec.encode(signal)))
          .get();
    }

    private static long now() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    Notification await(Predicate<Notification> wanted) {
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (true) {
        for (Notification notification : told.values()) {
          if (wanted.test(notification)) {
            return notification;
          }
        }
        assertThat(System.nanoTime()).as("waiting; there are %s", told).isLessThan(deadline);
        for (var message : consumer.poll(Duration.ofMillis(500))) {
          Notification notification = NotificationCodec.decode(message.value());
          told.put(notification.id(), notification);
        }
      }
    }

    @Override
    public void close() {
      producer.close();
      consumer.close();
    }
  }
}
