package io.watchlake.connectors.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A topic admin")
class TopicAdminTest {

  private static final short ONE = 1;
  private static KafkaBroker broker;
  private static TopicAdmin topics;

  @BeforeAll
  static void start(@TempDir Path directory) {
    broker = KafkaBroker.start(directory);
    topics = TopicAdmin.connect(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    topics.close();
    broker.close();
  }

  @Test
  @DisplayName("makes the topics of a timeline once, with their settings")
  void makesTopics() throws ExecutionException, InterruptedException {
    Timeline timeline = new Timeline("settings");

    assertThat(topics.createMissing(timeline, ONE))
        .filteredOn(topic -> topic.endsWith(".settings"))
        .containsExactly(
            "alerts.settings",
            "anomalies.settings",
            "audit_events.settings",
            "dead_letters.settings",
            "delivery_events.settings",
            "delivery_figures.settings",
            "feedback.settings",
            "notifications.settings",
            "otlp_logs.settings",
            "otlp_metrics.settings",
            "otlp_spans.settings",
            "rollups.settings",
            "signals.settings");
    assertThat(topics.createMissing(timeline, ONE)).isEmpty();

    assertThat(topics.topics()).contains("otlp_spans.settings");
    Config spans = config("otlp_spans.settings");
    assertThat(spans.get("retention.ms").value()).isEqualTo("259200000");
    assertThat(spans.get("max.message.bytes").value()).isEqualTo("16842752");
    assertThat(spans.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
    assertThat(config("dead_letters.settings").get("retention.ms").value()).isEqualTo("2592000000");
    assertThat(config("subscriptions").get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config("rules").get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config("silences").get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config("acknowledgements").get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config("models").get("cleanup.policy").value()).isEqualTo("compact");
  }

  @Test
  @DisplayName("makes topics with the retention it is told, and leaves that of others alone")
  void retention() throws ExecutionException, InterruptedException {
    Timeline timeline = new Timeline("kept");
    topics.createMissing(
        timeline, ONE, new TopicAdmin.Retention(Duration.ofHours(12), Duration.ofDays(7)));
    assertThat(config("otlp_logs.kept").get("retention.ms").value()).isEqualTo("43200000");
    assertThat(config("dead_letters.kept").get("retention.ms").value()).isEqualTo("604800000");

    assertThat(topics.createMissing(timeline, ONE)).isEmpty();
    assertThat(config("otlp_logs.kept").get("retention.ms").value()).isEqualTo("43200000");
  }

  @Test
  @DisplayName("tells the offsets of topics, and leaves out topics that do not exist")
  void offsets() throws ExecutionException, InterruptedException {
    topics.createMissing(new Timeline("offsets"), ONE);
    String topic = "otlp_logs.offsets";
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>(topic, 5, null, new byte[] {1})).get();
      }
    }

    Map<TopicPartition, Long> ends = topics.endOffsets(List.of(topic, "no_such_topic"));

    assertThat(ends).hasSize(8).containsEntry(new TopicPartition(topic, 5), 3L);
    assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
    assertThat(topics.beginOffsets(List.of(topic)).values()).containsOnly(0L);
  }

  @Test
  @DisplayName(
      "gives new topics back when they take messages, in order, from a pipelining producer")
  void newTopicsCanBeWrittenTo() throws Exception {
    Timeline timeline = new Timeline("written-at-once");
    topics.createMissing(timeline, (short) 1);
    String topic = timeline.topic(Topics.OTLP_SPANS);

    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < 800; i++) {
        sent.add(producer.send(new ProducerRecord<>(topic, i % 8, null, new byte[4096])));
      }
    }

    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i).get().offset()).as("offset of message %d", i).isEqualTo(i / 8);
    }
  }

  @Test
  @DisplayName("tells what a group committed, and nothing of an unknown group")
  void committed() throws ExecutionException, InterruptedException {
    topics.createMissing(new Timeline("groups"), ONE);
    TopicPartition partition = new TopicPartition("otlp_spans.groups", 2);
    try (Admin admin = admin()) {
      admin
          .alterConsumerGroupOffsets("watchlake-test", Map.of(partition, new OffsetAndMetadata(17)))
          .all()
          .get();
    }

    assertThat(topics.committedOffsets("watchlake-test"))
        .containsExactlyEntriesOf(Map.of(partition, 17L));
    assertThat(topics.committedOffsets("nobody")).isEmpty();
  }

  private static Config config(String topic) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
