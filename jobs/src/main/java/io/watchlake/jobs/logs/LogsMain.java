package io.watchlake.jobs.logs;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeLogs;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.RollupTopic;
import io.watchlake.jobs.stage.sink.SignalTopic;
import io.watchlake.jobs.stage.source.KafkaAskedFor;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.source.KafkaSubscriptions;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.flink.LogRows;
import io.watchlake.lakehouse.flink.RollupRows;
import io.watchlake.lakehouse.flink.SeriesRows;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.telemetry.LogRecord;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code logs}: log records from Kafka to the lakehouse, and counts of them. */
public final class LogsMain {

  private LogsMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    LogsOptions options = LogsOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.LOGS, common.timeline()));
  }

  /** Builds the whole job; the tables must exist. */
  static void build(StreamExecutionEnvironment env, LogsOptions options) {
    CommonOptions common = options.common();
    LogsTopology.Outputs outputs =
        assemble(
            KafkaMessages.stream(
                env,
                common.kafka(),
                common.timeline(),
                Topics.OTLP_LOGS,
                JobNames.LOGS,
                LogsUids.SOURCE),
            DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)),
            RollupTopic.of(common.kafka(), common.timeline().topic(Topics.ROLLUPS)),
            options);
    LogsTopology.signals(
            outputs,
            new KafkaAskedFor(common.kafka(), CustomMetrics.NONE),
            KafkaSubscriptions.stream(env, common.kafka(), LogsUids.SUBSCRIPTIONS))
        .sinkTo(SignalTopic.of(common.kafka(), common.timeline().topic(Topics.SIGNALS)))
        .uid(LogsUids.SIGNAL_TOPIC)
        .name(LogsUids.SIGNAL_TOPIC);
  }

  /** Puts decoding, topology and sinks behind a source; the tables must exist. */
  static LogsTopology.Outputs assemble(
      DataStream<RawMessage> messages,
      Sink<DeadLetter> deadLetterTopic,
      Sink<RollupMessage> rollupTopic,
      LogsOptions options) {
    DecodeLimits limits =
        DecodeLimits.ofRetention(Duration.ofDays(options.common().retentionDays()));
    SingleOutputStreamOperator<LogRecord> decoded =
        messages
            .process(new DecodeLogs(limits), TelemetryTypes.LOG_RECORD)
            .uid(LogsUids.DECODE)
            .name(LogsUids.DECODE);
    LogsTopology.Outputs outputs = LogsTopology.of(decoded, options.lateness());

    Archive archive = new Archive(options.common().catalog());
    archive.append(outputs.records(), LogRows::row, Tables.LOGS, LogsUids.ROWS, LogsUids.TABLE);
    archive.appendRecords(
        outputs.minutes(), RollupRows.SHAPE, Tables.ROLLUPS_1M_LOG, LogsUids.MINUTE_TABLE);
    archive.append(
        outputs.series(),
        sighting -> SeriesRows.row(sighting.series(), sighting.timeline(), sighting.timeUnixNano()),
        Tables.SERIES,
        LogsUids.SERIES_ROWS,
        LogsUids.SERIES_TABLE);
    outputs.messages().sinkTo(rollupTopic).uid(LogsUids.ROLLUP_TOPIC).name(LogsUids.ROLLUP_TOPIC);
    archive.appendDeadLetters(
        decoded.getSideOutput(DeadLetterOutput.TAG),
        deadLetterTopic,
        LogsUids.DEAD_LETTER_ROWS,
        LogsUids.DEAD_LETTER_TABLE,
        LogsUids.DEAD_LETTER_TOPIC);
    return outputs;
  }
}
