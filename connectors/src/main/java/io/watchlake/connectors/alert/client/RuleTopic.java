package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.RuleCodec;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.RuleVersions;
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

/** The topic of rules: the truth about which rules there are. */
public final class RuleTopic {

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
    try (TopicReader reader = new TopicReader(properties)) {
      if (reader.exists(Topics.RULES)) {
        reader.fromBeginning(List.of(new TopicPartition(Topics.RULES, 0)));
        reader.toEnd(message -> take(message, found));
      }
    } catch (TimeoutException e) {
      throw new RuleTopicException("Kafka did not give all rules: " + e.getMessage(), e);
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
    writing.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_MESSAGE_BYTES));
    try (TopicWriter writer = new TopicWriter(writing)) {
      for (RuleVersions rule : rules) {
        writer.put(Topics.RULES, RuleCodec.key(rule.name()), RuleCodec.encode(rule));
      }
    } catch (IOException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new RuleTopicException("Kafka did not take the rules: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuleTopicException("interrupted while writing rules", e);
    }
  }
}
