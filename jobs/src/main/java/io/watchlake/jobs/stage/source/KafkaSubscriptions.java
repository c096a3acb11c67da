package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Topics;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is asked for, from the beginning of its topic or from where the job's state is. */
public final class KafkaSubscriptions {

  /** As a pattern, which may match nothing: without the topic nobody asks, and the job runs. */
  private static final Pattern TOPIC = Pattern.compile(Pattern.quote(Topics.SUBSCRIPTIONS));

  /** How soon a topic is read that was made after the job began. */
  private static final long DISCOVERY_MILLIS = 60_000;

  private KafkaSubscriptions() {}

  /**
   * The messages of the topic, which is one for all timelines; a topic that is not there yet is
   * read from its beginning soon after it is made. Its watermark is the end of time: who asks says
   * nothing of how far the data is, and must not hold it back.
   */
  public static DataStream<SubscriptionMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    KafkaSource<SubscriptionMessage> source =
        KafkaSource.<SubscriptionMessage>builder()
            .setProperties(kafka.clientProperties())
            .setBootstrapServers(kafka.bootstrapServers())
            .setTopicPattern(TOPIC)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Deserializer())
            // Each job reads all of it: there is no group whose offsets would mean anything.
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                String.valueOf(DISCOVERY_MILLIS))
            .build();
    return env.fromSource(source, EndOfTime.strategy(), uid).uid(uid).setParallelism(1);
  }

  private static final class Deserializer
      implements KafkaRecordDeserializationSchema<SubscriptionMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> message, Collector<SubscriptionMessage> out) {
      out.collect(new SubscriptionMessage(message.key(), message.value()));
    }

    @Override
    public TypeInformation<SubscriptionMessage> getProducedType() {
      return TelemetryTypes.SUBSCRIPTION_MESSAGE;
    }
  }
}
