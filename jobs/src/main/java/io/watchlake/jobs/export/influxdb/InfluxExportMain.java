package io.watchlake.jobs.export.influxdb;

import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeAnomalies;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.SendToInflux;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.jobs.stage.type.ArrivedAnomaly;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.JobNames;
import io.watchlake.model.Topics;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code export-influxdb}: anomalies from Kafka to InfluxDB by line protocol. While
 * InfluxDB is down the job waits, and then catches up from Kafka; no other job notices.
 */
public final class InfluxExportMain {

  private InfluxExportMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  public static void main(String[] args) throws Exception {
    InfluxExportOptions options = InfluxExportOptions.parse(args);
    StreamExecutionEnvironment env = JobEnvironment.streaming(options.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.EXPORT_INFLUXDB, options.timeline()));
  }

  /** Builds the whole job. */
  static void build(StreamExecutionEnvironment env, InfluxExportOptions options) {
    // Checkpoints wait while InfluxDB is down, which is no reason to begin again.
    env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
    SingleOutputStreamOperator<ArrivedAnomaly> decoded =
        KafkaMessages.stream(
                env,
                options.kafka(),
                options.timeline(),
                Topics.ANOMALIES,
                JobNames.EXPORT_INFLUXDB,
                InfluxExportUids.SOURCE)
            .process(new DecodeAnomalies(), AnomalyTypes.ARRIVED_ANOMALY)
            .uid(InfluxExportUids.DECODE)
            .name(InfluxExportUids.DECODE);
    InfluxExportTopology.of(decoded)
        .transform(
            InfluxExportUids.SEND, TelemetryTypes.DEAD_LETTER, new SendToInflux(options.target()))
        .uid(InfluxExportUids.SEND)
        .union(decoded.getSideOutput(DeadLetterOutput.TAG))
        .sinkTo(DeadLetterTopic.of(options.kafka(), options.timeline().topic(Topics.DEAD_LETTERS)))
        .uid(InfluxExportUids.DEAD_LETTERS)
        .name(InfluxExportUids.DEAD_LETTERS);
  }
}
