package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.audit.WholeAudit;
import io.watchlake.jobs.delivery.WholeDelivery;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.compute.alert.RuleBook;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules as they are shipped, from what happened to their alert: two jobs and the topics between.
 */
class ShippedRulesTest {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Path RULES = Path.of("..", "cep-rules", "rules");

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @TempDir private Path home;
  private KafkaBroker broker;
  private final List<RunningJob> running = new ArrayList<>();

  @BeforeEach
  void start() {
    broker = KafkaBroker.start(home.resolve("kafka"));
    try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers())) {
      topics.createMissing(Timeline.LIVE, (short) 1);
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (RunningJob job : running) {
      job.close();
    }
    broker.close();
  }

  @Test
  void aDeploymentIsTold() throws Exception {
    List<RuleVersions> rules = List.of(shipped("deployment_complete", "deployment_complete"));
    new RuleTopic(broker.bootstrapServers(), new Properties()).put(rules);
    CatalogOptions catalog = Graphs.catalog(home);
    String[] arguments = Graphs.arguments(broker.bootstrapServers(), catalog);
    AlertsOptions options =
        AlertsOptions.parse(
            Graphs.arguments(broker.bootstrapServers(), catalog, "--delay-seconds", "1"));
    run("delivery", env -> WholeDelivery.build(env, rules, arguments));
    run("alerts", env -> AlertsMain.build(env, options, rules, List.of(), List.of()));
    Instant now = Instant.now();
    // History that is read in is no news, and an incident is what no rule asks for.
    send(
        Topics.DELIVERY_EVENTS,
        deployed("d1", now.minus(Duration.ofDays(400)), "1.0"),
        incident(now),
        deployed("d2", now, "1.1"));

    Alert alert =
        await(
            Topics.ALERTS,
            AlertCodec::decode,
            Alert::id,
            one -> one.status() == AlertStatus.FIRING);

    assertThat(alert.rule()).isEqualTo("deployment_complete");
    assertThat(alert.labels())
        .containsEntry("service", "shop")
        .containsEntry("environment", "production")
        .containsEntry("version", "1.1");
    assertThat(alert.annotations()).containsEntry("summary", "1.1 of shop is in production");
    assertThat(all(Topics.SIGNALS, SignalCodec::decode, Signal::id).values())
        .extracting(Signal::kind, signal -> signal.labels().get("deployment_id"))
        .containsExactly(tuple(SignalKind.DEPLOYMENT, "d2"));
  }

  @Test
  void whoIsLetInAfterManyRefusalsIsTold() throws Exception {
    List<RuleVersions> rules = List.of(shipped("security_breach", "security_breach"));
    new RuleTopic(broker.bootstrapServers(), new Properties()).put(rules);
    CatalogOptions catalog = Graphs.catalog(home);
    String[] arguments = Graphs.arguments(broker.bootstrapServers(), catalog);
    AlertsOptions options =
        AlertsOptions.parse(
            Graphs.arguments(broker.bootstrapServers(), catalog, "--delay-seconds", "20"));
    AlertsMain.ask(options.common(), new RuleBook(rules).subscriptions());
    Instant now = Instant.now();
    List<String> events =
        new ArrayList<>(List.of(audit(0, now, "webhook.receive", "eve", "denied")));
    for (int i = 1; i <= 5; i++) {
      events.add(audit(i, now.plusMillis(i), "authentication", "eve", "failure"));
    }
    events.add(audit(6, now.plusMillis(6), "authentication", "eve", "success"));
    send(Topics.AUDIT_EVENTS, events.toArray(String[]::new));
    run("audit", env -> WholeAudit.build(env, arguments));
    run("alerts", env -> AlertsMain.build(env, options, rules, List.of(), List.of()));

    Alert alert =
        await(
            Topics.ALERTS,
            AlertCodec::decode,
            Alert::id,
            one -> one.status() == AlertStatus.FIRING);

    assertThat(alert.rule()).isEqualTo("security_breach");
    assertThat(alert.labels()).containsEntry("actor", "eve");
    assertThat(all(Topics.SIGNALS, SignalCodec::decode, Signal::id).values())
        .hasSize(6)
        .allMatch(signal -> signal.name().equals("authentication"));
  }

  private static String audit(int id, Instant time, String action, String actor, String outcome) {
    return """
        {"specversion":"1.0","id":"%d","source":"/idp","type":"org.example","time":"%s",\
        "data":{"action":"%s","actor":"%s","outcome":"%s"}}"""
        .formatted(id, time, action, actor, outcome);
  }

  private static RuleVersions shipped(String file, String rule) throws Exception {
    return RuleVersions.none(rule)
        .with(Files.readString(RULES.resolve(file + ".yaml")), 1)
        .live(1, 1);
  }

  private static String deployed(String id, Instant time, String version) {
    return """
        {"context":{"version":"0.4.1","id":"e-%1$s","source":"test",\
        "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"%2$s"},\
        "subject":{"id":"shop","content":{"environment":{"id":"production"},\
        "artifactId":"pkg:generic/shop@%3$s"}},"customData":{"deploymentId":"%1$s"}}"""
        .formatted(id, time, version);
  }

  private static String incident(Instant time) {
    return """
        {"context":{"version":"0.4.1","id":"i","source":"test",\
        "type":"dev.cdevents.incident.detected.0.2.0","timestamp":"%s"},\
        "subject":{"id":"i1","content":{"environment":{"id":"production"},\
        "service":{"id":"shop"}}}}"""
        .formatted(time);
  }

  private void send(String topic, String... messages) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String message : messages) {
        producer.send(new ProducerRecord<>(topic, message.getBytes(StandardCharsets.UTF_8))).get();
      }
    }
  }

  private void run(String job, RunningJob.Builder builder) throws Exception {
    running.add(RunningJob.start(home.resolve(job), null, builder));
  }

  private <T> T await(
      String topic, Function<byte[], T> decode, Function<T, String> id, Predicate<T> wanted)
      throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      Map<String, T> all = all(topic, decode, id);
      for (T one : all.values()) {
        if (wanted.test(one)) {
          return one;
        }
      }
      for (RunningJob job : running) {
        job.check();
      }
      if (System.nanoTime() >= deadline) {
        Map<String, Signal> signals = all(Topics.SIGNALS, SignalCodec::decode, Signal::id);
        throw new AssertionError("in " + topic + " there are " + all + ", of signals " + signals);
      }
    }
  }

  /** What is in a topic now, by id. */
  private <T> Map<String, T> all(String topic, Function<byte[], T> decode, Function<T, String> id) {
    Map<String, T> all = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 0; i < Topics.PARTITIONS; i++) {
        partitions.add(new TopicPartition(topic, i));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (var message : consumer.poll(Duration.ofMillis(200))) {
          T one = decode.apply(message.value());
          all.put(id.apply(one), one);
        }
      }
    }
    return all;
  }
}
