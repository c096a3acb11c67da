package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.RuleCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.RuleVersions;
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

/** The topic of rules: the truth about which rules there are. */
public final class RuleTopic {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Properties properties = new Properties();

  /**
   * @param bootstrapServers {@code host:port,…}
   * @param settings further settings of the Kafka clients, such as for TLS
   */
  public RuleTopic(String bootstrapServers, Properties settings) {
    properties.putAll(settings);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }

  /**
   * All rules, by name, as they are at the end of the topic; none where there is no topic. Messages
   * that are no rules are left out, as the job leaves them out.
   *
   * @throws RuleTopicException if Kafka does not answer
   */
  public Map<String, RuleVersions> all() {
    Map<String, RuleVersions> found = new TreeMap<>();
    TopicPartition partition = new TopicPartition(Topics.RULES, 0);
    Properties reading = new Properties();
    reading.putAll(properties);
    String millis = Long.toString(ANSWER_WITHIN.toMillis());
    reading.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    reading.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      if (!consumer.listTopics().containsKey(Topics.RULES)) {
        return found;
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new RuleTopicException(
              "Kafka did not give all rules within " + ANSWER_WITHIN.toSeconds() + " s",
              new TimeoutException());
        }
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          take(message, found);
        }
      }
    } catch (KafkaException e) {
      throw new RuleTopicException("rules could not be read: " + e.getMessage(), e);
    }
    return found;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, RuleVersions> into) {
    try {
      String name = RuleCodec.name(message.key());
      if (message.value() == null) {
        into.remove(name);
      } else {
        into.put(name, RuleCodec.decode(message.value()));
      }
    } catch (IllegalArgumentException ignored) {
      // The job tells of it in its log; no rule comes of it.
    }
  }

  /**
   * Writes rules. Returns when Kafka has them.
   *
   * @throws RuleTopicException if Kafka does not take them
   */
  public void put(List<RuleVersions> rules) {
    Properties writing = new Properties();
    writing.putAll(properties);
    writing.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    String millis = Long.toString(ANSWER_WITHIN.toMillis());
    writing.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    writing.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    writing.setProperty(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_WITHIN.toMillis() / 3));
    writing.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_MESSAGE_BYTES));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (RuleVersions rule : rules) {
        producer
            .send(
                new ProducerRecord<>(
                    Topics.RULES, RuleCodec.key(rule.name()), RuleCodec.encode(rule)))
            .get(ANSWER_WITHIN.toMillis() * 2, TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new RuleTopicException("Kafka did not take the rules: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuleTopicException("interrupted while writing rules", e);
    }
  }
}
