package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.AcknowledgementCodec;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Acknowledgement;
import java.io.IOException;
import java.util.Collection;
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

/** The topic of acknowledgements: the truth about who takes care of which alert. */
public final class AcknowledgementTopic {

  private final Properties properties = new Properties();

  /**
   * @param bootstrapServers {@code host:port,…}
   * @param settings further settings of the Kafka clients, such as for TLS
   */
  public AcknowledgementTopic(String bootstrapServers, Properties settings) {
    properties.putAll(settings);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }

  /**
   * The last acknowledgement of each alert, by fingerprint, as they are at the end of the topic;
   * none where there is no topic. Messages that are none are left out, as the job leaves them out.
   *
   * @throws RuleTopicException if Kafka does not answer
   */
  public Map<String, Acknowledgement> all() {
    Map<String, Acknowledgement> found = new TreeMap<>();
    try (TopicReader reader = new TopicReader(properties)) {
      if (reader.exists(Topics.ACKNOWLEDGEMENTS)) {
        reader.fromBeginning(List.of(new TopicPartition(Topics.ACKNOWLEDGEMENTS, 0)));
        reader.toEnd(message -> take(message, found));
      }
    } catch (TimeoutException e) {
      throw new RuleTopicException("Kafka did not give all acknowledgements: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new RuleTopicException("acknowledgements could not be read: " + e.getMessage(), e);
    }
    return found;
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> message, Map<String, Acknowledgement> into) {
    try {
      String fingerprint = AcknowledgementCodec.fingerprint(message.key());
      if (message.value() == null) {
        into.remove(fingerprint);
      } else {
        into.put(fingerprint, AcknowledgementCodec.decode(message.value()));
      }
    } catch (IllegalArgumentException ignored) {
      // The job tells of it in its log; no alert is acknowledged by it.
    }
  }

  /**
   * Writes acknowledgements. Returns when Kafka has them.
   *
   * @throws RuleTopicException if Kafka does not take one
   */
  public void put(Collection<Acknowledgement> acknowledgements) {
    Map<String, byte @Nullable []> messages = new TreeMap<>();
    acknowledgements.forEach(
        one -> messages.put(one.fingerprint(), AcknowledgementCodec.encode(one)));
    write(messages);
  }

  /**
   * Takes back what was acknowledged. Returns when Kafka has it.
   *
   * @throws RuleTopicException if Kafka does not take it
   */
  public void remove(Collection<String> fingerprints) {
    Map<String, byte @Nullable []> messages = new TreeMap<>();
    fingerprints.forEach(fingerprint -> messages.put(fingerprint, null));
    write(messages);
  }

  private void write(Map<String, byte @Nullable []> messages) {
    try (TopicWriter writer = new TopicWriter(properties)) {
      for (Map.Entry<String, byte @Nullable []> message : messages.entrySet()) {
        writer.put(
            Topics.ACKNOWLEDGEMENTS,
            AcknowledgementCodec.key(message.getKey()),
            message.getValue());
      }
    } catch (IOException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new RuleTopicException(
          "Kafka did not take the acknowledgement: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuleTopicException("interrupted while writing an acknowledgement", e);
    }
  }
}
