package io.watchlake.jobs.anomalies;

import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.launch.RequiredClasses;
import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.compute.anomaly.ChooseSignals;
import io.watchlake.jobs.stage.decode.ClockedByTicks;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeFeedback;
import io.watchlake.jobs.stage.decode.DecodeModels;
import io.watchlake.jobs.stage.decode.DecodeWatched;
import io.watchlake.jobs.stage.decode.RollupTime;
import io.watchlake.jobs.stage.sink.AnomalyTopic;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.SignalTopic;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.source.KafkaModels;
import io.watchlake.jobs.stage.source.KafkaRules;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.flink.AnomalyRows;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.telemetry.Rollup;
import java.util.Collection;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code anomalies}: from rollups to what is unusual in them. */
public final class AnomaliesMain {

  private AnomaliesMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    AnomaliesOptions options = AnomaliesOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    RequiredClasses.checkRules();
    Collection<RuleVersions> rules =
        new RuleTopic(common.kafka().bootstrapServers(), common.kafka().clientProperties())
            .all()
            .values();
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    if (options.rocksDb()) {
      JobEnvironment.keepOnDisk(env);
    }
    build(env, options, rules);
    env.execute(JobNames.job(JobNames.ANOMALIES, common.timeline()));
  }

  /**
   * Builds the whole job; the tables must exist.
   *
   * @param rules those that there are at the end of their topic
   */
  static void build(
      StreamExecutionEnvironment env, AnomaliesOptions options, Collection<RuleVersions> rules) {
    CommonOptions common = options.common();
    DataStream<RawMessage> rollups =
        KafkaMessages.stream(
            env,
            common.kafka(),
            common.timeline(),
            Topics.ROLLUPS,
            JobNames.ANOMALIES,
            AnomaliesUids.SOURCE);
    SingleOutputStreamOperator<Rollup> decoded =
        rollups
            .process(new DecodeWatched(options.watch()), TelemetryTypes.ROLLUP)
            .uid(AnomaliesUids.DECODE)
            .name(AnomaliesUids.DECODE);
    SingleOutputStreamOperator<FalsePositive> said =
        KafkaMessages.stream(
                env,
                common.kafka(),
                common.timeline(),
                Topics.FEEDBACK,
                JobNames.ANOMALIES,
                AnomaliesUids.FEEDBACK)
            .process(new DecodeFeedback(), AnomalyTypes.FALSE_POSITIVE)
            .uid(AnomaliesUids.DECODE_FEEDBACK)
            .name(AnomaliesUids.DECODE_FEEDBACK);
    SingleOutputStreamOperator<ModelChange> models =
        KafkaModels.stream(env, common.kafka(), AnomaliesUids.MODELS)
            .process(new DecodeModels(), AnomalyTypes.MODEL_CHANGE)
            .uid(AnomaliesUids.DECODE_MODELS)
            .name(AnomaliesUids.DECODE_MODELS);
    DataStream<ServicePart> parts =
        RollupTime.ofServices(
            rollups
                .connect(models.broadcast(ChooseSignals.MODELS))
                .process(
                    new ChooseSignals(options.watch()),
                    Types.TUPLE(Types.INT, AnomalyTypes.SERVICE_PART))
                .uid(AnomaliesUids.CHOOSE)
                .name(AnomaliesUids.CHOOSE),
            AnomaliesUids.SERVICE_TIME,
            AnomaliesUids.TIMED_PART);
    AnomaliesTopology.Outputs outputs =
        AnomaliesTopology.of(
            decoded
                .assignTimestampsAndWatermarks(RollupTime.ofRollups())
                .uid(AnomaliesUids.TIME)
                .name(AnomaliesUids.TIME),
            ClockedByTicks.idle(said, AnomaliesUids.FEEDBACK_TIME),
            new AnomaliesTopology.Services(parts, models),
            KafkaRules.stream(env, common.kafka(), AnomaliesUids.RULES),
            RuleState.of(rules),
            options.watch());

    outputs
        .anomalies()
        .sinkTo(AnomalyTopic.of(common.kafka(), common.timeline().topic(Topics.ANOMALIES)))
        .uid(AnomaliesUids.ANOMALY_TOPIC)
        .name(AnomaliesUids.ANOMALY_TOPIC);
    outputs
        .signals()
        .sinkTo(SignalTopic.of(common.kafka(), common.timeline().topic(Topics.SIGNALS)))
        .uid(AnomaliesUids.SIGNAL_TOPIC)
        .name(AnomaliesUids.SIGNAL_TOPIC);
    Archive archive = new Archive(common.catalog());
    archive.append(
        outputs.anomalies(),
        AnomalyRows::row,
        Tables.ANOMALIES_LOG,
        AnomaliesUids.ANOMALY_ROWS,
        AnomaliesUids.ANOMALY_TABLE);
    archive.appendDeadLetters(
        decoded
            .getSideOutput(DeadLetterOutput.TAG)
            .union(
                said.getSideOutput(DeadLetterOutput.TAG),
                models.getSideOutput(DeadLetterOutput.TAG)),
        DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)),
        AnomaliesUids.DEAD_LETTER_ROWS,
        AnomaliesUids.DEAD_LETTER_TABLE,
        AnomaliesUids.DEAD_LETTER_TOPIC);
  }
}
