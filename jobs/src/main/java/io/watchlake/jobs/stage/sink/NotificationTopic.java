package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.alert.Notification;
import org.apache.flink.api.connector.sink2.Sink;

/** The topic of notifications: at least once, with an id that is the same for every repeat. */
public final class NotificationTopic {

  private NotificationTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of notifications
   */
  public static Sink<Notification> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(
        kafka,
        "zstd",
        new KeyedRecords<>(topic, NotificationCodec::key, NotificationCodec::encode));
  }
}
