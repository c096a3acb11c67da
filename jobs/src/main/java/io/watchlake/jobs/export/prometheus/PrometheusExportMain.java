package io.watchlake.jobs.export.prometheus;

import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeRollups;
import io.watchlake.jobs.stage.decode.RollupTime;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.SendToPrometheus;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code export-prometheus}: rollups from Kafka to Prometheus by remote write. While
 * Prometheus is down the job waits, and then catches up from Kafka; no other job notices.
 */
public final class PrometheusExportMain {

  private PrometheusExportMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    PrometheusExportOptions options = PrometheusExportOptions.parse(args);
    LakehouseAccess.prepare(options.catalog());
    StreamExecutionEnvironment env = JobEnvironment.streaming(options.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.EXPORT_PROMETHEUS, options.timeline()));
  }

  /** Builds the whole job; the tables must exist. */
  static void build(StreamExecutionEnvironment env, PrometheusExportOptions options) {
    // Checkpoints wait while Prometheus is down, which is no reason to begin again.
    env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
    assemble(
        messages(env, options),
        DeadLetterTopic.of(options.kafka(), options.timeline().topic(Topics.DEAD_LETTERS)),
        options);
  }

  /** The messages that the job reads. */
  static DataStream<RawMessage> messages(
      StreamExecutionEnvironment env, PrometheusExportOptions options) {
    return KafkaMessages.stream(
        env,
        options.kafka(),
        options.timeline(),
        Topics.ROLLUPS,
        JobNames.EXPORT_PROMETHEUS,
        PrometheusExportUids.SOURCE);
  }

  /** Puts decoding, topology, sending and the archive behind a source; the tables must exist. */
  static void assemble(
      DataStream<RawMessage> messages,
      Sink<DeadLetter> deadLetters,
      PrometheusExportOptions options) {
    SingleOutputStreamOperator<ArrivedRollup> decoded =
        messages
            .process(new DecodeRollups(), TelemetryTypes.ARRIVED_ROLLUP)
            .uid(PrometheusExportUids.DECODE)
            .name(PrometheusExportUids.DECODE);
    PrometheusExportTopology.Outputs outputs =
        PrometheusExportTopology.of(
            decoded
                .assignTimestampsAndWatermarks(RollupTime.watermarks())
                .uid(PrometheusExportUids.TIME)
                .name(PrometheusExportUids.TIME));
    DataStream<DeadLetter> refused =
        outputs
            .samples()
            .transform(
                PrometheusExportUids.SEND,
                TelemetryTypes.DEAD_LETTER,
                new SendToPrometheus(options.remoteWriteUrl()))
            .uid(PrometheusExportUids.SEND)
            .union(decoded.getSideOutput(DeadLetterOutput.TAG), outputs.conflicts());
    new Archive(options.catalog())
        .appendDeadLetters(
            refused,
            deadLetters,
            PrometheusExportUids.DEAD_LETTER_ROWS,
            PrometheusExportUids.DEAD_LETTER_TABLE,
            PrometheusExportUids.DEAD_LETTERS);
  }
}
