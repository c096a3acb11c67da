package io.watchlake.connectors.signal.client;

import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.connectors.signal.codec.FeedbackCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Reads the anomalies of the last days from their topic, and says which of them are none. */
public final class AnomalyClient {

  private final Properties properties = new Properties();
  private final Timeline timeline;

  /**
   * @param bootstrapServers {@code host:port,…}
   * @param timeline whose anomalies
   */
  public AnomalyClient(String bootstrapServers, Timeline timeline) {
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    this.timeline = timeline;
  }

  /**
   * All that are in the topic, each once and as it was told last, by id. Messages that are none are
   * left out.
   *
   * @throws AnomalyException if Kafka does not answer
   */
  public Map<String, Anomaly> all() {
    Map<String, Anomaly> found = new LinkedHashMap<>();
    try (TopicReader reader = new TopicReader(properties)) {
      reader.fromBeginning(reader.partitions(timeline.topic(Topics.ANOMALIES)));
      reader.toEnd(message -> take(message, found));
    } catch (TimeoutException | KafkaException e) {
      throw new AnomalyException("anomalies could not be read: " + e.getMessage(), e);
    }
    return found;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, Anomaly> into) {
    try {
      Anomaly anomaly = AnomalyCodec.decode(message.value());
      into.merge(
          anomaly.id(), anomaly, (one, other) -> other.revision() >= one.revision() ? other : one);
    } catch (IllegalArgumentException ignored) {
      // Not from us, or of a later version.
    }
  }

  /**
   * Says that anomalies are none. Returns when Kafka has it.
   *
   * @throws AnomalyException if Kafka does not take it
   */
  public void put(Collection<FalsePositive> said) {
    try (TopicWriter writer = new TopicWriter(properties)) {
      for (FalsePositive one : said) {
        writer.put(
            timeline.topic(Topics.FEEDBACK), FeedbackCodec.key(one), FeedbackCodec.encode(one));
      }
    } catch (IOException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new AnomalyException("Kafka did not take the feedback: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnomalyException("interrupted while writing feedback", e);
    }
  }
}
