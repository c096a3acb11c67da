package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.delivery.codec.FigureCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.delivery.Figure;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topic of delivery figures: at least once, by a key that is the same for every revision. */
public final class FigureTopic {

  private FigureTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of delivery figures
   */
  public static Sink<Figure> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(kafka, "zstd", new Records(topic));
  }

  private static final class Records implements KafkaRecordSerializationSchema<Figure> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    Records(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Figure figure, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(topic, FigureCodec.key(figure), FigureCodec.value(figure));
    }
  }
}
