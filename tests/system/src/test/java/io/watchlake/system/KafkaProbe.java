package io.watchlake.system;

import io.watchlake.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Looks into Kafka, and writes to it as a Collector would, past our own ingest. */
final class KafkaProbe implements AutoCloseable {

  private final String bootstrap;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  KafkaProbe(String bootstrap) {
    this.bootstrap = bootstrap;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Topics.MAX_MESSAGE_BYTES),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** How many messages the topics hold and held. */
  long messages(List<String> topics) {
    List<TopicPartition> partitions = topics.stream().flatMap(t -> partitions(t).stream()).toList();
    return consumer.endOffsets(partitions, Duration.ofSeconds(10)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** The end of each partition. */
  Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new HashMap<>();
    consumer
        .endOffsets(partitions(topic))
        .forEach((partition, offset) -> ends.put(partition.partition(), offset));
    return ends;
  }

  /** Hands over every message from the given offsets (by partition; 0 where absent) to the end. */
  void read(
      String topic, Map<Integer, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    partitions.forEach(
        partition -> consumer.seek(partition, from.getOrDefault(partition.partition(), 0L)));
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer
          .poll(Duration.ofSeconds(1))
          .forEach(
              message -> {
                if (message.offset() < ends.get(new TopicPartition(topic, message.partition()))) {
                  handler.accept(message);
                }
              });
    }
  }

  /** Writes a message under a key, and waits until Kafka has it. */
  void write(String topic, byte[] key, byte[] message) {
    await(topic, List.of(producer().send(new ProducerRecord<>(topic, key, message))));
  }

  /** Writes messages to a topic, spread over its partitions, and waits until Kafka has them. */
  void write(String topic, List<byte[]> messages) {
    List<Future<?>> acknowledged = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      acknowledged.add(
          producer()
              .send(new ProducerRecord<>(topic, i % Topics.PARTITIONS, null, messages.get(i))));
    }
    await(topic, acknowledged);
  }

  private static void await(String topic, List<? extends Future<?>> acknowledged) {
    try {
      for (Future<?> each : acknowledged) {
        each.get(60, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Kafka did not take the messages for " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> open = producer;
    if (open == null) {
      open =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrap,
                  ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                  Topics.MAX_MESSAGE_BYTES + 1024,
                  ProducerConfig.COMPRESSION_TYPE_CONFIG,
                  "zstd",
                  // A new topic's leader may refuse the first batch and take the second, after
                  // which it takes the first no more.
                  ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                  1,
                  ProducerConfig.BUFFER_MEMORY_CONFIG,
                  64L << 20),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  /** Makes topics as the jobs expect them. */
  void createTopics(List<String> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              topics.stream()
                  .map(
                      topic ->
                          new NewTopic(topic, Topics.PARTITIONS, (short) 1)
                              .configs(
                                  Map.of(
                                      "max.message.bytes",
                                      String.valueOf(Topics.MAX_MESSAGE_BYTES))))
                  .toList())
          .all()
          .get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Kafka did not make " + topics, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, Topics.PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
    if (producer != null) {
      producer.close();
    }
  }
}
