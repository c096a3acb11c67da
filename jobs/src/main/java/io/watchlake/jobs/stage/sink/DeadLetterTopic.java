package io.watchlake.jobs.stage.sink;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;

/** The topic of dead letters: at least once, by a key that is the same for every repeat. */
public final class DeadLetterTopic {

  private DeadLetterTopic() {}

  /**
   * The sink.
   *
   * @param topic the timeline's topic of dead letters
   */
  public static Sink<DeadLetter> of(KafkaOptions kafka, String topic) {
    return TopicSink.of(kafka, "zstd", new DeadLetterRecords(topic));
  }
}
