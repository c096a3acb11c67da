package io.watchlake.jobs.run;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The signals of the feed's timeline, as they are in their topic. */
public final class KafkaSignals implements AutoCloseable {

  private static final String TOPIC = Feed.TIMELINE.topic(Topics.SIGNALS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Signal> signals = new ArrayList<>();

  /** Reads the topic from its beginning. */
  public KafkaSignals(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(TOPIC, partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All that have come so far. */
  public List<Signal> all() {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
      signals.add(SignalCodec.decode(message.value()));
    }
    return Collections.unmodifiableList(signals);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
