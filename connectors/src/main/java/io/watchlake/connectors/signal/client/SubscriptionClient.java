package io.watchlake.connectors.signal.client;

import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.signal.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for signals, ends what was asked for, and tells what is. The topic is the truth: what is
 * written once is asked for until it is ended. Safe for use by several threads.
 */
public final class SubscriptionClient implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Properties properties;

  /**
   * @param bootstrapServers {@code host:port,…}
   */
  public SubscriptionClient(String bootstrapServers) {
    this(bootstrapServers, Map.of());
  }

  /**
   * @param settings further settings of the Kafka clients, such as for TLS
   */
  public SubscriptionClient(String bootstrapServers, Map<String, String> settings) {
    properties = new Properties();
    settings.forEach(properties::setProperty);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    Properties forWriting = copy();
    forWriting.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    String millis = Long.toString(ANSWER_WITHIN.toMillis());
    forWriting.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    forWriting.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    forWriting.setProperty(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_WITHIN.toMillis() / 3));
    producer =
        new KafkaProducer<>(forWriting, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Asks; an earlier subscription of the same id ends. Returns when Kafka has it.
   *
   * @throws SubscriptionException if Kafka does not take it
   */
  public void put(Subscription subscription) {
    send(subscription.id(), SubscriptionCodec.encode(subscription));
  }

  /**
   * Ends a subscription; nothing happens if there is none of this id.
   *
   * @throws SubscriptionException if Kafka does not take it
   * @throws IllegalArgumentException if it is no id
   */
  public void remove(String id) {
    Subscription.checkId(id);
    send(id, null);
  }

  /**
   * All that is asked for, by id. Messages that are no subscriptions are left out, as the jobs
   * leave them out.
   *
   * @throws SubscriptionException if Kafka does not answer
   */
  public List<Subscription> all() {
    Map<String, Subscription> found = new TreeMap<>();
    TopicPartition partition = new TopicPartition(Topics.SUBSCRIPTIONS, 0);
    Properties forReading = copy();
    forReading.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_WITHIN.toMillis()));
    forReading.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(forReading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new SubscriptionException(
              "Kafka did not give all subscriptions within " + ANSWER_WITHIN.toSeconds() + " s",
              new TimeoutException());
        }
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          take(message, found);
        }
      }
    } catch (KafkaException e) {
      throw new SubscriptionException("subscriptions could not be read: " + e.getMessage(), e);
    }
    return List.copyOf(found.values());
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, Subscription> into) {
    try {
      String id = SubscriptionCodec.id(message.key());
      if (message.value() == null) {
        into.remove(id);
        return;
      }
      Subscription subscription = SubscriptionCodec.decode(message.value());
      if (subscription.id().equals(id)) {
        into.put(id, subscription);
      }
    } catch (IllegalArgumentException ignored) {
      // The jobs tell of it in their logs; nothing is asked for by it.
    }
  }

  private void send(String id, byte @Nullable [] value) {
    try {
      producer
          .send(new ProducerRecord<>(Topics.SUBSCRIPTIONS, SubscriptionCodec.key(id), value))
          .get(ANSWER_WITHIN.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SubscriptionException(
          "Kafka did not take the subscription " + id + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SubscriptionException("interrupted while writing the subscription " + id, e);
    }
  }

  private Properties copy() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
