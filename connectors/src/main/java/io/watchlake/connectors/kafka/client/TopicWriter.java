package io.watchlake.connectors.kafka.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a few messages that must be there when the call returns, outside of any job. Safe for use
 * by several threads.
 */
public final class TopicWriter implements AutoCloseable {

  /** How long Kafka may take to answer someone who waits. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param settings of the Kafka clients, the bootstrap servers among them; not changed
   */
  public TopicWriter(Properties settings) {
    Properties writing = new Properties();
    writing.putAll(settings);
    writing.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    String millis = Long.toString(ANSWER_WITHIN.toMillis());
    writing.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    writing.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    writing.setProperty(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_WITHIN.toMillis() / 3));
    producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Writes a message; returns when Kafka has it.
   *
   * @param value null where the key is to be forgotten
   * @throws IOException if Kafka does not take it; its cause is Kafka's
   */
  public void put(String topic, byte[] key, byte @Nullable [] value)
      throws IOException, InterruptedException {
    put(topic, key, value, Map.of());
  }

  /**
   * The same with headers, by name.
   *
   * @throws IOException if Kafka does not take it; its cause is Kafka's
   */
  public void put(String topic, byte[] key, byte @Nullable [] value, Map<String, byte[]> headers)
      throws IOException, InterruptedException {
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, value);
    headers.forEach((name, header) -> message.headers().add(name, header));
    try {
      producer.send(message).get(ANSWER_WITHIN.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
