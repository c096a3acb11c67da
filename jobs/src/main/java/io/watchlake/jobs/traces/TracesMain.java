package io.watchlake.jobs.traces;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeSpans;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.SignalTopic;
import io.watchlake.jobs.stage.source.KafkaAskedFor;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.flink.SpanRows;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.telemetry.Span;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code traces}: spans from Kafka to the lakehouse. */
public final class TracesMain {

  private TracesMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    TracesOptions options = TracesOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.TRACES, common.timeline()));
  }

  /** Builds the whole job; the tables must exist. */
  static void build(StreamExecutionEnvironment env, TracesOptions options) {
    CommonOptions common = options.common();
    TracesTopology.Outputs outputs =
        assemble(
            KafkaMessages.stream(
                env,
                common.kafka(),
                common.timeline(),
                Topics.OTLP_SPANS,
                JobNames.TRACES,
                TracesUids.SOURCE),
            DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)),
            options);
    TracesTopology.signals(outputs.spans(), new KafkaAskedFor(common.kafka(), CustomMetrics.NONE))
        .sinkTo(SignalTopic.of(common.kafka(), common.timeline().topic(Topics.SIGNALS)))
        .uid(TracesUids.SIGNAL_TOPIC)
        .name(TracesUids.SIGNAL_TOPIC);
  }

  /** Puts decoding, topology and sinks behind a source; the tables must exist. */
  static TracesTopology.Outputs assemble(
      DataStream<RawMessage> messages, Sink<DeadLetter> deadLetterTopic, TracesOptions options) {
    DecodeLimits limits =
        DecodeLimits.ofRetention(Duration.ofDays(options.common().retentionDays()));
    SingleOutputStreamOperator<Span> decoded =
        messages
            .process(new DecodeSpans(limits), TelemetryTypes.SPAN)
            .uid(TracesUids.DECODE)
            .name(TracesUids.DECODE);
    TracesTopology.Outputs outputs = TracesTopology.of(decoded);

    Archive archive = new Archive(options.common().catalog());
    archive.append(outputs.spans(), SpanRows::row, Tables.SPANS, TracesUids.ROWS, TracesUids.TABLE);
    archive.appendDeadLetters(
        decoded.getSideOutput(DeadLetterOutput.TAG),
        deadLetterTopic,
        TracesUids.DEAD_LETTER_ROWS,
        TracesUids.DEAD_LETTER_TABLE,
        TracesUids.DEAD_LETTER_TOPIC);
    return outputs;
  }
}
