package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.model.alert.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of alerts from its beginning. Messages that are no alerts are passed over. */
public final class AlertReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param bootstrapServers {@code host:port,…}
   * @param topic the timeline's topic of alerts
   * @throws RuleTopicException if Kafka does not answer
   */
  public AlertReader(String bootstrapServers, String topic) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (KafkaException e) {
      consumer.close();
      throw new RuleTopicException("alerts could not be read: " + e.getMessage(), e);
    }
  }

  /** What is in the topic now and was not read yet, in the order of each alert. */
  public List<Alert> toEnd() {
    List<Alert> alerts = new ArrayList<>();
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        alerts.addAll(next());
      }
    } catch (KafkaException e) {
      throw new RuleTopicException("alerts could not be read: " + e.getMessage(), e);
    }
    return alerts;
  }

  /** What has come, after waiting a moment at most. */
  public List<Alert> next() {
    List<Alert> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
      try {
        alerts.add(AlertCodec.decode(message.value()));
      } catch (IllegalArgumentException ignored) {
        // Not from us, or of a later version.
      }
    }
    return alerts;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
