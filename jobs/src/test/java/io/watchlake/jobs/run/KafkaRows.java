package io.watchlake.jobs.run;

import io.watchlake.connectors.kafka.client.TopicReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is in topics. */
public final class KafkaRows {

  private KafkaRows() {}

  /** All messages of a topic, as they are now. */
  public static List<ConsumerRecord<byte[], byte[]>> all(String bootstrapServers, String topic) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    try (TopicReader reader = new TopicReader(settings)) {
      reader.fromBeginning(reader.partitions(topic));
      reader.toEnd(messages::add);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return messages;
  }

  /** How many messages with different keys a topic holds: dead letters come at least once. */
  public static long count(String bootstrapServers, String topic) {
    return all(bootstrapServers, topic).stream()
        .map(message -> Arrays.toString(message.key()))
        .distinct()
        .count();
  }
}
