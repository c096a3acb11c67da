package io.watchlake.jobs.stage.sink;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.Topics;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How every job writes to a topic of ours: at least once, acknowledged by all replicas. */
final class TopicSink {

  /**
   * How much of a partition goes at once: with one request on its way at a time, what comes
   * meanwhile waits for the next, and Kafka's 16 KiB were a request for a few messages of rollups.
   */
  private static final int BATCH_BYTES = 256 * 1024;

  private TopicSink() {}

  /**
   * A sink.
   *
   * @param compression Kafka's name of the compression
   */
  static <T> Sink<T> of(
      KafkaOptions kafka, String compression, KafkaRecordSerializationSchema<T> records) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(kafka.clientProperties())
        .setBootstrapServers(kafka.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        // With several on their way, a broker that restarts may refuse a partition's first batch,
        // take its second and never take the first again: two minutes until the job gives up.
        .setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1")
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES))
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression)
        .setProperty(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_MESSAGE_BYTES))
        .setRecordSerializer(records)
        .build();
  }
}
