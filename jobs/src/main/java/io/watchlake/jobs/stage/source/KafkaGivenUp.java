package io.watchlake.jobs.stage.source;

import io.watchlake.connectors.kafka.codec.DeadLetterCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.header.Header;

/**
 * The notifications that could not be told: what the notifier, which writes no tables, wrote to the
 * topic of dead letters. It may write one of them twice.
 */
public final class KafkaGivenUp {

  /** How soon a topic is read that was made after the job began. */
  private static final long DISCOVERY_MILLIS = 60_000;

  private KafkaGivenUp() {}

  /**
   * The notifications of a timeline that were given up, without a time. It goes on where its state
   * says; without state where the job's group has committed to, or from the first message.
   */
  public static DataStream<DeadLetter> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, Timeline timeline, String uid) {
    KafkaSource<DeadLetter> source =
        KafkaSource.<DeadLetter>builder()
            .setProperties(kafka.clientProperties())
            .setBootstrapServers(kafka.bootstrapServers())
            // A pattern may match nothing: where nothing is given up the topic may be missing.
            .setTopicPattern(Pattern.compile(Pattern.quote(timeline.topic(Topics.DEAD_LETTERS))))
            .setGroupId(JobNames.group(JobNames.ALERTS, timeline))
            .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
            .setDeserializer(new Deserializer(timeline.topic(Topics.NOTIFICATIONS)))
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                String.valueOf(DISCOVERY_MILLIS))
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid).uid(uid).setParallelism(1);
  }

  /** Passes over what came from other topics: whoever gave that up wrote its row too. */
  private static final class Deserializer implements KafkaRecordDeserializationSchema<DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final String notifications;

    Deserializer(String notifications) {
      this.notifications = notifications;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<DeadLetter> out) {
      Map<String, byte[]> headers = new HashMap<>();
      for (Header header : message.headers()) {
        headers.put(header.key(), header.value());
      }
      DeadLetter letter;
      try {
        letter = DeadLetterCodec.decode(headers, message.value());
      } catch (IllegalArgumentException e) {
        // The notifier's can be read: this is of somebody else.
        return;
      }
      if (letter.origin().topic().equals(notifications)) {
        out.collect(letter);
      }
    }

    @Override
    public TypeInformation<DeadLetter> getProducedType() {
      return TelemetryTypes.DEAD_LETTER;
    }
  }
}
