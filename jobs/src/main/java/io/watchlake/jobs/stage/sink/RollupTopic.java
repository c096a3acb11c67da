package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topic of rollups: at least once, the messages of a bucket in order in one partition. */
public final class RollupTopic {

  private RollupTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of rollups
   */
  public static Sink<RollupMessage> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(kafka, "lz4", new Records(topic));
  }

  private static final class Records implements KafkaRecordSerializationSchema<RollupMessage> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    Records(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        RollupMessage message, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(topic, RollupCodec.key(message.bucket()), message.bytes());
    }
  }
}
