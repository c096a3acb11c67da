package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.signal.Signal;
import org.apache.flink.api.connector.sink2.Sink;

/** The topic of signals: at least once, with an id that is the same for every repeat. */
public final class SignalTopic {

  private SignalTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of signals
   */
  public static Sink<Signal> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(
        kafka, "zstd", new KeyedRecords<>(topic, SignalCodec::key, SignalCodec::encode));
  }
}
