package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.alert.Alert;
import org.apache.flink.api.connector.sink2.Sink;

/** The topic of alerts: at least once, with an id that is the same for every repeat. */
public final class AlertTopic {

  private AlertTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of alerts
   */
  public static Sink<Alert> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(
        kafka, "zstd", new KeyedRecords<>(topic, AlertCodec::key, AlertCodec::encode));
  }
}
