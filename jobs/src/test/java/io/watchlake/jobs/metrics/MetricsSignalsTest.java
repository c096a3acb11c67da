package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.KafkaTopic;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between a real broker's topics: who asks gets signals, whoever asks wrongly. */
class MetricsSignalsTest {

  private static final int STEPS = 100;
  private static final int STEPS_A_ROUND = 2 * Topics.PARTITIONS;
  private static final long STEP_NANOS = 10_000_000_000L;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void whatIsAskedForIsInTheTopicOfSignals(@TempDir Path home) throws Exception {
    try (Life life = new Life(home)) {
      life.removeSubscriptionsTopic();
      RunningJob before = RunningJob.start(home, null, life::build);
      before.await("points though nobody can ask", life::points, points(STEPS));
      String savepoint = before.stop(home.resolve("savepoints"));

      life.createMissingTopics();
      life.sendRubbishSubscriptions();
      RunningJob job = RunningJob.start(home, savepoint, life::build);
      try (SubscriptionClient subscriptions = new SubscriptionClient(life.bootstrapServers())) {
        subscriptions.put(subscription("derived", "queue_of_all{service=\"shop\"}"));
        subscriptions.put(subscription("arrived", "queue{till=\"till-3\"}"));
        subscriptions.put(
            new SeriesSubscription(
                "fine",
                FormulaParser.selector("queue{till=\"till-2\"}"),
                Resolution.TEN_SECONDS,
                "test"));
      }
      job.await(
          "a right signal of each subscription",
          () -> {
            life.sendRound();
            return life.rightlyAnswered().size();
          },
          3);
      job.await("points", life::points, points(life.sent));
      job.stop(home.resolve("savepoints"));

      assertThat(life.signals.all())
          .allSatisfy(
              signal -> {
                assertThat(signal.kind()).isEqualTo(SignalKind.METRIC);
                assertThat(signal.timeline()).isEqualTo(Feed.TIMELINE.name());
                assertThat(signal.service()).isEqualTo("shop");
                assertThat(signal.evidence())
                    .containsEntry(
                        "resolution", subscriptionOf(signal).equals("fine") ? "10s" : "1m");
              });
      assertThat(life.signals.all())
          .filteredOn(signal -> subscriptionOf(signal).equals("arrived"))
          .allSatisfy(
              signal -> {
                assertThat(signal.name()).isEqualTo("queue");
                assertThat(signal.labels()).containsEntry("till", "till-3");
              });
    }
  }

  private static long points(int steps) {
    return Feed.requests(0, steps) * Feed.EACH;
  }

  private static Subscription subscription(String id, String series) throws Exception {
    return new SeriesSubscription(id, FormulaParser.selector(series), Resolution.MINUTE, "test");
  }

  private static String subscriptionOf(Signal signal) {
    return signal.evidence().getOrDefault("subscription", "");
  }

  private static final class Life extends KafkaLife {

    private final KafkaTopic<Signal> signals = KafkaTopic.ofSignals(bootstrapServers());
    private int sent = STEPS;

    Life(Path home) {
      super(home, Feed.METRICS, STEPS);
    }

    @Override
    public void build(StreamExecutionEnvironment env) {
      MetricsMain.build(
          env,
          MetricsOptions.parse(
              arguments("--derived", "queue_of_all=max by (service) (queue)", "--no-catalogue")));
    }

    @Override
    public void awaitOutput(RunningJob running, int from, int to) throws Exception {
      running.await("points", this::points, MetricsSignalsTest.points(to));
    }

    long points() {
      return rows().sum(Tables.METRIC_CHUNKS, "point_count");
    }

    void removeSubscriptionsTopic() throws Exception {
      try (Admin admin =
          Admin.create(
              Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()))) {
        admin.deleteTopics(List.of(Topics.SUBSCRIPTIONS)).all().get();
      }
    }

    void sendRubbishSubscriptions() {
      byte[] rubbish = "{\"v\":".getBytes(StandardCharsets.UTF_8);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        for (byte[] key : List.of(rubbish, "rule".getBytes(StandardCharsets.UTF_8))) {
          producer.send(new ProducerRecord<>(Topics.SUBSCRIPTIONS, key, rubbish));
          producer.send(new ProducerRecord<>(Topics.SUBSCRIPTIONS, key, new byte[0]));
          producer.send(new ProducerRecord<>(Topics.SUBSCRIPTIONS, key, null));
        }
      }
    }

    void sendRound() {
      send(sent, sent + STEPS_A_ROUND);
      sent += STEPS_A_ROUND;
    }

    /** The subscriptions of which a signal has the value that its minute has in the feed. */
    Set<String> rightlyAnswered() {
      return signals.all().stream()
          .filter(signal -> signal.value() == lastStepBefore(signal.timeUnixNano()))
          .map(MetricsSignalsTest::subscriptionOf)
          .collect(Collectors.toSet());
    }

    /** A step's points have its number as their value; every tenth step is no request. */
    private static long lastStepBefore(long endUnixNano) {
      long step = (endUnixNano - Feed.START) / STEP_NANOS - 1;
      return step % 10 == 9 ? step - 1 : step;
    }

    @Override
    public void close() {
      signals.close();
      super.close();
    }
  }
}
