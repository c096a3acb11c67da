package io.watchlake.jobs.run;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is in a topic of the feed's timeline.
 *
 * @param <T> what its messages hold
 */
public final class KafkaTopic<T> implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Function<byte[], ? extends Iterable<T>> decode;
  private final List<T> values = new ArrayList<>();

  /**
   * Reads the topic from its beginning.
   *
   * @param topic the topic of the live timeline
   * @param decode gives what a message holds
   */
  public KafkaTopic(
      String bootstrapServers, String topic, Function<byte[], ? extends Iterable<T>> decode) {
    this.decode = decode;
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Feed.TIMELINE.topic(topic), partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The signals. */
  public static KafkaTopic<Signal> ofSignals(String bootstrapServers) {
    return new KafkaTopic<>(
        bootstrapServers, Topics.SIGNALS, bytes -> List.of(SignalCodec.decode(bytes)));
  }

  /** All that have come so far. */
  public List<T> all() {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
      decode.apply(message.value()).forEach(values::add);
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
