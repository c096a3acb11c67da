package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.delivery.codec.FigureCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.delivery.Figure;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * The topic of delivery figures: at least once, by a key that is the same for every revision. The
 * last message of a key is the figure as it is; after a failure a revision may come again.
 */
public final class FigureTopic {

  private FigureTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of delivery figures
   */
  public static Sink<Figure> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(
        kafka, "zstd", new KeyedRecords<>(topic, FigureCodec::key, FigureCodec::value));
  }
}
