package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.SilenceCodec;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Silence;
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

/** The topic of silences: the truth about which silences there are. */
public final class SilenceTopic {

  private final Properties properties = new Properties();

  /**
   * @param bootstrapServers {@code host:port,…}
   * @param settings further settings of the Kafka clients, such as for TLS
   */
  public SilenceTopic(String bootstrapServers, Properties settings) {
    properties.putAll(settings);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }

  /**
   * All silences, by id, as they are at the end of the topic; none where there is no topic.
   * Messages that are no silences are left out, as the job leaves them out.
   *
   * @throws RuleTopicException if Kafka does not answer
   */
  public Map<String, Silence> all() {
    Map<String, Silence> found = new TreeMap<>();
    try (TopicReader reader = new TopicReader(properties)) {
      if (reader.exists(Topics.SILENCES)) {
        reader.fromBeginning(List.of(new TopicPartition(Topics.SILENCES, 0)));
        reader.toEnd(message -> take(message, found));
      }
    } catch (TimeoutException e) {
      throw new RuleTopicException("Kafka did not give all silences: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new RuleTopicException("silences could not be read: " + e.getMessage(), e);
    }
    return found;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, Silence> into) {
    try {
      String id = SilenceCodec.id(message.key());
      if (message.value() == null) {
        into.remove(id);
      } else {
        into.put(id, SilenceCodec.decode(message.value()));
      }
    } catch (IllegalArgumentException ignored) {
      // The job tells of it in its log; nobody is silenced by it.
    }
  }

  /**
   * Writes a silence. Returns when Kafka has it.
   *
   * @throws RuleTopicException if Kafka does not take it
   */
  public void put(Silence silence) {
    try (TopicWriter writer = new TopicWriter(properties)) {
      writer.put(Topics.SILENCES, SilenceCodec.key(silence.id()), SilenceCodec.encode(silence));
    } catch (IOException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new RuleTopicException("Kafka did not take the silence: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuleTopicException("interrupted while writing a silence", e);
    }
  }
}
