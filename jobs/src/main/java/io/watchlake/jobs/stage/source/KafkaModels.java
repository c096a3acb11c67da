package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The models, from the beginning of their topic or from where the job's state is. */
public final class KafkaModels {

  private KafkaModels() {}

  /** The messages of the topic. */
  public static DataStream<RawMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    return SteeringTopic.stream(env, kafka, Topics.MODELS, new RawMessageDeserializer(), uid);
  }
}
