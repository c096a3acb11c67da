package io.watchlake.connectors.signal.client;

import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.signal.codec.ModelCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
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

/** The topic of models: the truth about which model judges a service. */
public final class ModelTopic {

  private final Properties properties = new Properties();

  /**
   * @param bootstrapServers {@code host:port,…}
   */
  public ModelTopic(String bootstrapServers) {
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_MESSAGE_BYTES));
  }

  /**
   * The model of each service, as it is at the end of the topic; none where there is no topic.
   * Messages that are no models are left out, as the job leaves them out.
   *
   * @throws AnomalyException if Kafka does not answer
   */
  public Map<String, FittedModel> all() {
    Map<String, FittedModel> found = new TreeMap<>();
    try (TopicReader reader = new TopicReader(properties)) {
      if (reader.exists(Topics.MODELS)) {
        reader.fromBeginning(List.of(new TopicPartition(Topics.MODELS, 0)));
        reader.toEnd(message -> take(message, found));
      }
    } catch (TimeoutException | KafkaException e) {
      throw new AnomalyException("models could not be read: " + e.getMessage(), e);
    }
    return found;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, FittedModel> into) {
    try {
      ModelChange change = ModelCodec.decode(message.value());
      FittedModel model = change.model();
      if (model == null) {
        into.remove(change.service());
      } else {
        into.put(change.service(), model);
      }
    } catch (IllegalArgumentException ignored) {
      // The job makes a dead letter of it, and the model before stays.
    }
  }

  /**
   * Makes a model the one that judges its service. Returns when Kafka has it.
   *
   * @throws AnomalyException if Kafka does not take it
   */
  public void put(FittedModel model) {
    write(new ModelChange(model.service(), model));
  }

  /**
   * Leaves a service without a model.
   *
   * @throws AnomalyException if Kafka does not take it
   */
  public void withdraw(String service) {
    write(new ModelChange(service, null));
  }

  private void write(ModelChange change) {
    try (TopicWriter writer = new TopicWriter(properties)) {
      writer.put(Topics.MODELS, ModelCodec.key(change.service()), ModelCodec.encode(change));
    } catch (IOException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new AnomalyException("Kafka did not take the model: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnomalyException("interrupted while writing a model", e);
    }
  }
}
