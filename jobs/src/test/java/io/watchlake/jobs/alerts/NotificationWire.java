package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.client.AcknowledgementTopic;
import io.watchlake.connectors.alert.client.SilenceTopic;
import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What goes into the topics and comes out of them. */
final class NotificationWire implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  final SilenceTopic silences;
  final AcknowledgementTopic acknowledgements;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  final Map<String, Notification> told = new LinkedHashMap<>();
  private int sent;

  NotificationWire(String servers) {
    try (TopicAdmin topics = TopicAdmin.connect(servers)) {
      topics.createMissing(Timeline.LIVE, (short) 1);
    }
    silences = new SilenceTopic(servers, new Properties());
    acknowledgements = new AcknowledgementTopic(servers, new Properties());
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
    send(
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
            Map.of()));
  }

  /** Says that a service is deployed now. */
  void deployed(String service, String deployment) throws Exception {
    send(
        new Signal(
            "deployment/" + deployment,
            SignalKind.DEPLOYMENT,
            "live",
            now(),
            "deployed",
            "",
            service,
            service,
            Double.NaN,
            Map.of("deployment_id", deployment, "outcome", "success"),
            Map.of()));
  }

  private void send(Signal signal) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topics.SIGNALS, SignalCodec.key(signal), SignalCodec.encode(signal)))
        .get();
  }

  static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  /** Says that somebody takes care of the alerts of a notification. */
  void acknowledge(Notification notification) {
    long now = now();
    acknowledgements.put(
        notification.alerts().stream()
            .map(
                alert ->
                    new Acknowledgement(
                        alert.fingerprint(), now, now + TimeUnit.HOURS.toNanos(1), "eve", ""))
            .toList());
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
