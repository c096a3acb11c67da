package io.watchlake.jobs.stage.sink;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The topic of dead letters: at least once, by a key that is the same for every repeat. */
public final class DeadLetterTopic {

  private DeadLetterTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of dead letters
   */
  public static Sink<DeadLetter> of(KafkaOptions kafka, String topic) {
    return KafkaSink.<DeadLetter>builder()
        .setKafkaProducerConfig(kafka.clientProperties())
        .setBootstrapServers(kafka.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd")
        .setRecordSerializer(new DeadLetterRecords(topic))
        .build();
  }
}
