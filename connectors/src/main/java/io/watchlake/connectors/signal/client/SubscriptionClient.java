package io.watchlake.connectors.signal.client;

import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.signal.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks for signals, ends what was asked for, and tells what is. The topic is the truth: what is
 * written once is asked for until it is ended. Safe for use by several threads.
 */
public final class SubscriptionClient implements AutoCloseable {

  private final TopicWriter writer;
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
    writer = new TopicWriter(properties);
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
    try (TopicReader reader = new TopicReader(properties)) {
      reader.fromBeginning(List.of(new TopicPartition(Topics.SUBSCRIPTIONS, 0)));
      reader.toEnd(message -> take(message, found));
    } catch (TimeoutException e) {
      throw new SubscriptionException("Kafka did not give all subscriptions: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new SubscriptionException("subscriptions could not be read: " + e.getMessage(), e);
    }
    return List.copyOf(found.values());
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, Subscription> into) {
    try {
      SubscriptionCodec.apply(message.key(), message.value(), into);
    } catch (IllegalArgumentException ignored) {
      // The jobs tell of it in their logs; nothing is asked for by it.
    }
  }

  private void send(String id, byte @Nullable [] value) {
    try {
      writer.put(Topics.SUBSCRIPTIONS, SubscriptionCodec.key(id), value);
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SubscriptionException(
          "Kafka did not take the subscription " + id + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SubscriptionException("interrupted while writing the subscription " + id, e);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
