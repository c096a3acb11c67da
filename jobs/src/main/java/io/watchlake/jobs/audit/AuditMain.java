package io.watchlake.jobs.audit;

import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeAudit;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.SignalTopic;
import io.watchlake.jobs.stage.source.KafkaAskedFor;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.JobNames;
import io.watchlake.model.Topics;
import io.watchlake.model.audit.AuditEvent;
import io.watchlake.model.metric.CustomMetrics;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code audit}: audit events from Kafka to the rules that ask for them. */
public final class AuditMain {

  private AuditMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    AuditOptions options = AuditOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.AUDIT, common.timeline()));
  }

  /** Builds the whole job; the tables must exist. */
  static void build(StreamExecutionEnvironment env, AuditOptions options) {
    CommonOptions common = options.common();
    SingleOutputStreamOperator<AuditEvent> decoded =
        KafkaMessages.stream(
                env,
                common.kafka(),
                common.timeline(),
                Topics.AUDIT_EVENTS,
                JobNames.AUDIT,
                AuditUids.SOURCE)
            .process(new DecodeAudit(), TelemetryTypes.AUDIT_EVENT)
            .uid(AuditUids.DECODE)
            .name(AuditUids.DECODE);
    AuditTopology.of(decoded, new KafkaAskedFor(common.kafka(), CustomMetrics.NONE))
        .sinkTo(SignalTopic.of(common.kafka(), common.timeline().topic(Topics.SIGNALS)))
        .uid(AuditUids.SIGNAL_TOPIC)
        .name(AuditUids.SIGNAL_TOPIC);
    new Archive(common.catalog())
        .appendDeadLetters(
            decoded.getSideOutput(DeadLetterOutput.TAG),
            DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)),
            AuditUids.DEAD_LETTER_ROWS,
            AuditUids.DEAD_LETTER_TABLE,
            AuditUids.DEAD_LETTER_TOPIC);
  }
}
