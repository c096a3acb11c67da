package io.watchlake.jobs.stage.source;

import io.watchlake.connectors.otlp.codec.MetricTime;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.source.backlog.AlignedSource;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The messages of a topic, not looked into. */
public final class KafkaMessages {

  /**
   * Per partition. A backlog is read so much of one partition at a time: what has come of one
   * before its turn comes is held in open windows, so that more bytes here are more state there.
   */
  private static final int PARTITION_FETCH_BYTES = 1024 * 1024;

  /** Per fetch, which bounds what a consumer holds; one larger message still gets through. */
  private static final int FETCH_BYTES = 32 * 1024 * 1024;

  /**
   * Handed to the job at once: what has been handed over cannot wait any more, and one message may
   * hold a thousand points.
   */
  private static final int MESSAGES_AT_ONCE = 100;

  /** The kernel's buffer: the default of 64 KB is filled a hundred times a fetch. */
  private static final int RECEIVE_BUFFER_BYTES = 2 * 1024 * 1024;

  /** How a consumer of telemetry fetches: Kafka's settings by their names. */
  public static final Map<String, String> FETCHING =
      Map.of(
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          String.valueOf(PARTITION_FETCH_BYTES),
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          String.valueOf(FETCH_BYTES),
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          String.valueOf(MESSAGES_AT_ONCE),
          ConsumerConfig.RECEIVE_BUFFER_CONFIG,
          String.valueOf(RECEIVE_BUFFER_BYTES));

  /** How soon partitions that were added to the topic are read. */
  private static final long DISCOVERY_MILLIS = 60_000;

  private KafkaMessages() {}

  /**
   * The messages of a timeline's topic, as a job reads them in its own consumer group. No time is
   * assigned yet.
   *
   * @param base the topic's name on the live timeline
   * @param job one of {@link JobNames}
   */
  public static DataStream<RawMessage> stream(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      Timeline timeline,
      String base,
      String job,
      String uid) {
    return stream(env, of(kafka, timeline.topic(base), JobNames.group(job, timeline)), uid);
  }

  /**
   * The same for {@code otlp_metrics}, the partitions of a backlog kept together by what their
   * messages say of their time. No time is assigned yet here either.
   */
  public static DataStream<RawMessage> alignedMetrics(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      Timeline timeline,
      String job,
      String uid) {
    KafkaSource<RawMessage> metrics =
        of(kafka, timeline.topic(Topics.OTLP_METRICS), JobNames.group(job, timeline));
    return stream(env, new AlignedSource(metrics, MetricTime::of), uid);
  }

  private static DataStream<RawMessage> stream(
      StreamExecutionEnvironment env, Source<RawMessage, ?, ?> source, String uid) {
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid).uid(uid);
  }

  /**
   * An unbounded source of a topic's messages. It goes on where its state says; without state where
   * the group has committed to, or from the first message.
   */
  public static KafkaSource<RawMessage> of(KafkaOptions kafka, String topic, String group) {
    Properties fetching = new Properties();
    fetching.putAll(FETCHING);
    return KafkaSource.<RawMessage>builder()
        .setProperties(kafka.clientProperties())
        .setProperties(fetching)
        .setBootstrapServers(kafka.bootstrapServers())
        .setTopics(topic)
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new RawMessageDeserializer())
        .setProperty(
            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
            String.valueOf(DISCOVERY_MILLIS))
        .build();
  }
}
