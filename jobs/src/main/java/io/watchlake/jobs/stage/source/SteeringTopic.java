package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.decode.Timeless;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A topic of what steers jobs, which is one for all timelines: read from its beginning, or from
 * where the job's state is. Who steers says nothing of how far the data is.
 */
final class SteeringTopic {

  /** How soon a topic is read that was made after the job began. */
  private static final long DISCOVERY_MILLIS = 60_000;

  private SteeringTopic() {}

  /** The messages of a topic; one that is not there yet is read soon after it is made. */
  static <T> DataStream<T> stream(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      String topic,
      KafkaRecordDeserializationSchema<T> deserializer,
      String uid) {
    KafkaSource<T> source =
        KafkaSource.<T>builder()
            .setProperties(kafka.clientProperties())
            .setBootstrapServers(kafka.bootstrapServers())
            // A pattern may match nothing: without the topic nobody steers, and the job runs.
            .setTopicPattern(Pattern.compile(Pattern.quote(topic)))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(deserializer)
            // Each job reads all of it: there is no group whose offsets would mean anything.
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                String.valueOf(DISCOVERY_MILLIS))
            .build();
    return env.fromSource(source, Timeless.strategy(), uid).uid(uid).setParallelism(1);
  }
}
