package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.type.NotifyTypes;
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

/** The silences, from the beginning of their topic or from where the job's state is. */
public final class KafkaSilences {

  /** As a pattern, which may match nothing: without the topic nobody is silenced. */
  private static final Pattern TOPIC = Pattern.compile(Pattern.quote(Topics.SILENCES));

  /** How soon a topic is read that was made after the job began. */
  private static final long DISCOVERY_MILLIS = 60_000;

  private KafkaSilences() {}

  /** The messages of the topic. Its watermark is the end of time: it does not hold data back. */
  public static DataStream<QuietMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    KafkaSource<QuietMessage> source =
        KafkaSource.<QuietMessage>builder()
            .setProperties(kafka.clientProperties())
            .setBootstrapServers(kafka.bootstrapServers())
            .setTopicPattern(TOPIC)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Deserializer())
            // All of it is read: there is no group whose offsets would mean anything.
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                String.valueOf(DISCOVERY_MILLIS))
            .build();
    return env.fromSource(source, EndOfTime.strategy(), uid).uid(uid).setParallelism(1);
  }

  private static final class Deserializer
      implements KafkaRecordDeserializationSchema<QuietMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<QuietMessage> out) {
      out.collect(QuietMessage.silence(message.key(), message.value()));
    }

    @Override
    public TypeInformation<QuietMessage> getProducedType() {
      return NotifyTypes.QUIET_MESSAGE;
    }
  }
}
