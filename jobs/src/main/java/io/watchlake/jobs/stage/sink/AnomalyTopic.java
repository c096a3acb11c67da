package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.anomaly.Anomaly;
import org.apache.flink.api.connector.sink2.Sink;

/** The topic of anomalies: at least once, with an id that is the same for every repeat. */
public final class AnomalyTopic {

  private AnomalyTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of anomalies
   */
  public static Sink<Anomaly> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(
        kafka, "zstd", new KeyedRecords<>(topic, AnomalyCodec::key, AnomalyCodec::encode));
  }
}
