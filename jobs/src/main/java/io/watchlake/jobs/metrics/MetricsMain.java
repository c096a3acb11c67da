package io.watchlake.jobs.metrics;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeMetrics;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.RollupTopic;
import io.watchlake.jobs.stage.sink.SignalTopic;
import io.watchlake.jobs.stage.source.KafkaAskedFor;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.source.KafkaSubscriptions;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.flink.ChunkRows;
import io.watchlake.lakehouse.flink.DistributionRows;
import io.watchlake.lakehouse.flink.RollupRows;
import io.watchlake.lakehouse.flink.SeriesRows;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code metrics}: metric points from Kafka to the lakehouse. */
public final class MetricsMain {

  private MetricsMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    MetricsOptions options = MetricsOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.METRICS, common.timeline()));
  }

  /** Builds the whole job; the tables must exist. */
  static void build(StreamExecutionEnvironment env, MetricsOptions options) {
    CommonOptions common = options.common();
    MetricsTopology.Outputs outputs =
        assemble(
            KafkaMessages.alignedMetrics(
                env, common.kafka(), common.timeline(), JobNames.METRICS, MetricsUids.SOURCE),
            DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)),
            RollupTopic.of(common.kafka(), common.timeline().topic(Topics.ROLLUPS)),
            new KafkaAskedFor(common.kafka(), options.derived().custom()),
            options);
    DerivedTopology.signals(
            outputs.messages(),
            KafkaSubscriptions.stream(env, common.kafka(), MetricsUids.SUBSCRIPTIONS),
            options.derived())
        .union(outputs.cardinality())
        .sinkTo(SignalTopic.of(common.kafka(), common.timeline().topic(Topics.SIGNALS)))
        .uid(MetricsUids.SIGNAL_TOPIC)
        .name(MetricsUids.SIGNAL_TOPIC);
  }

  /** Puts decoding, topology and sinks behind a source; the tables must exist. */
  static MetricsTopology.Outputs assemble(
      DataStream<RawMessage> messages,
      Sink<DeadLetter> deadLetterTopic,
      Sink<RollupMessage> rollupTopic,
      AskedFor asked,
      MetricsOptions options) {
    DecodeLimits limits =
        DecodeLimits.ofRetention(Duration.ofDays(options.common().retentionDays()));
    SingleOutputStreamOperator<PointBatch> decoded =
        messages
            .process(new DecodeMetrics(limits), TelemetryTypes.POINT_BATCH)
            .uid(MetricsUids.DECODE)
            .name(MetricsUids.DECODE);
    MetricsTopology.Outputs outputs =
        MetricsTopology.of(
            decoded, decoded.getSideOutput(DecodeMetrics.DISTRIBUTIONS), asked, options);

    Archive archive = new Archive(options.common().catalog());
    archive.appendRecords(
        outputs.chunks(), ChunkRows.SHAPE, Tables.METRIC_CHUNKS, MetricsUids.CHUNK_TABLE);
    archive.appendRecords(
        outputs.minutes(), RollupRows.SHAPE, Tables.ROLLUPS_1M_LOG, MetricsUids.MINUTE_TABLE);
    archive.appendFewRecords(
        outputs.otherMinutes(),
        RollupRows.SHAPE,
        Tables.ROLLUPS_1M_LOG,
        MetricsUids.OTHER_MINUTE_TABLE);
    archive.appendRecords(
        outputs.hours(), RollupRows.SHAPE, Tables.ROLLUPS_1H_LOG, MetricsUids.HOUR_TABLE);
    archive.appendFewRecords(
        outputs.otherHours(),
        RollupRows.SHAPE,
        Tables.ROLLUPS_1H_LOG,
        MetricsUids.OTHER_HOUR_TABLE);
    archive.appendFew(
        outputs.late(),
        RollupRows::lateRow,
        Tables.METRIC_LATE,
        MetricsUids.LATE_ROWS,
        MetricsUids.LATE_TABLE);
    outputs
        .messages()
        .sinkTo(rollupTopic)
        .uid(MetricsUids.ROLLUP_TOPIC)
        .name(MetricsUids.ROLLUP_TOPIC);
    archive.append(
        outputs.distributions(),
        DistributionRows::row,
        Tables.METRIC_DISTRIBUTIONS,
        MetricsUids.DISTRIBUTION_ROWS,
        MetricsUids.DISTRIBUTION_TABLE);
    archive.append(
        outputs.series(),
        sighting -> SeriesRows.row(sighting.series(), sighting.timeline(), sighting.timeUnixNano()),
        Tables.SERIES,
        MetricsUids.SERIES_ROWS,
        MetricsUids.SERIES_TABLE);
    archive.appendDeadLetters(
        decoded.getSideOutput(DeadLetterOutput.TAG).union(outputs.collisions()),
        deadLetterTopic,
        MetricsUids.DEAD_LETTER_ROWS,
        MetricsUids.DEAD_LETTER_TABLE,
        MetricsUids.DEAD_LETTER_TOPIC);
    return outputs;
  }
}
