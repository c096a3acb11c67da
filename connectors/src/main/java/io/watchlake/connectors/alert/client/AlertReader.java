package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.model.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Reads the topic of alerts from its beginning. Messages that are no alerts are passed over. */
public final class AlertReader implements AutoCloseable {

  private final TopicReader reader;

  /**
   * @param bootstrapServers {@code host:port,…}
   * @param topic the timeline's topic of alerts
   * @throws RuleTopicException if Kafka does not answer
   */
  public AlertReader(String bootstrapServers, String topic) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    reader = new TopicReader(properties);
    try {
      reader.fromBeginning(reader.partitions(topic));
    } catch (KafkaException e) {
      reader.close();
      throw new RuleTopicException("alerts could not be read: " + e.getMessage(), e);
    }
  }

  /** What is in the topic now and was not read yet, in the order of each alert. */
  public List<Alert> toEnd() {
    List<Alert> alerts = new ArrayList<>();
    try {
      reader.toEnd(message -> take(message, alerts));
    } catch (TimeoutException | KafkaException e) {
      throw new RuleTopicException("alerts could not be read: " + e.getMessage(), e);
    }
    return alerts;
  }

  /** What has come, after waiting a moment at most. */
  public List<Alert> next() {
    List<Alert> alerts = new ArrayList<>();
    reader.next().forEach(message -> take(message, alerts));
    return alerts;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, List<Alert> into) {
    try {
      into.add(AlertCodec.decode(message.value()));
    } catch (IllegalArgumentException ignored) {
      // Not from us, or of a later version.
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
