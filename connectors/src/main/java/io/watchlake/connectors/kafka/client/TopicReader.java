package io.watchlake.connectors.kafka.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics as they are now, outside of any job and any consumer group. No topic is made by
 * reading it. Not for use by several threads at once; throws Kafka's own exceptions.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param settings of the Kafka clients, the bootstrap servers among them; not changed
   */
  public TopicReader(Properties settings) {
    Properties reading = new Properties();
    reading.putAll(settings);
    reading.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Long.toString(TopicWriter.ANSWER_WITHIN.toMillis()));
    reading.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Whether there is such a topic. */
  public boolean exists(String topic) {
    return consumer.listTopics().containsKey(topic);
  }

  /** The partitions of a topic. */
  public List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /** Reads these partitions, and no others, from their beginning. */
  public void fromBeginning(List<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Gives what is there now and was not read yet; in order within a partition.
   *
   * @throws TimeoutException if Kafka did not give all of it within {@link
   *     TopicWriter#ANSWER_WITHIN}
   */
  public void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> take) throws TimeoutException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long deadline = System.nanoTime() + TopicWriter.ANSWER_WITHIN.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "not all of it came within " + TopicWriter.ANSWER_WITHIN.toSeconds() + " s");
      }
      next().forEach(take);
    }
  }

  /** What has come, after waiting a moment at most. */
  public ConsumerRecords<byte[], byte[]> next() {
    return consumer.poll(POLL);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
