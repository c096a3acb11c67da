package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.signal.Signal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topic of signals: at least once, with an id that is the same for every repeat. */
public final class SignalTopic {

  private SignalTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of signals
   */
  public static Sink<Signal> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(kafka, "zstd", new Records(topic));
  }

  private static final class Records implements KafkaRecordSerializationSchema<Signal> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    Records(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Signal signal, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(topic, SignalCodec.key(signal), SignalCodec.encode(signal));
    }
  }
}
