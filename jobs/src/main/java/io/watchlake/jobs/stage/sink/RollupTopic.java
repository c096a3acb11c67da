package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import org.apache.flink.api.connector.sink2.Sink;

/** The topic of rollups: at least once, the messages of a bucket in order in one partition. */
public final class RollupTopic {

  private RollupTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of rollups
   */
  public static Sink<RollupMessage> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(
        kafka,
        "lz4",
        new KeyedRecords<>(
            topic, message -> RollupCodec.key(message.bucket()), RollupMessage::bytes));
  }
}
