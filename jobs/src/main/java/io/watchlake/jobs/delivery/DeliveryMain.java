package io.watchlake.jobs.delivery;

import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.launch.RequiredClasses;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.decode.ClockedByTicks;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeDelivery;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.FigureTopic;
import io.watchlake.jobs.stage.sink.RollupTopic;
import io.watchlake.jobs.stage.sink.SignalTopic;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.source.KafkaRules;
import io.watchlake.jobs.stage.source.Ticks;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.lakehouse.flink.DeliveryRows;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.delivery.Change;
import io.watchlake.model.delivery.Conclusion;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.Verdict;
import java.util.Collection;
import java.util.EnumSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code delivery}: from reports about delivery to verdicts and figures, corrected as more
 * becomes known. It drops nothing as late and forgets no history.
 */
public final class DeliveryMain {

  private DeliveryMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    DeliveryOptions options = DeliveryOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    RequiredClasses.checkRules();
    Collection<RuleVersions> rules =
        new RuleTopic(common.kafka().bootstrapServers(), common.kafka().clientProperties())
            .all()
            .values();
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    build(env, options, rules);
    env.execute(JobNames.job(JobNames.DELIVERY, common.timeline()));
  }

  /**
   * Builds the whole job; the tables must exist.
   *
   * @param rules those that there are at the end of their topic
   */
  static void build(
      StreamExecutionEnvironment env, DeliveryOptions options, Collection<RuleVersions> rules) {
    CommonOptions common = options.common();
    if (options.rocksDb()) {
      JobEnvironment.keepOnDisk(env);
    }
    SingleOutputStreamOperator<DeliveryEvent> decoded =
        KafkaMessages.stream(
                env,
                common.kafka(),
                common.timeline(),
                Topics.DELIVERY_EVENTS,
                JobNames.DELIVERY,
                DeliveryUids.SOURCE)
            .process(new DecodeDelivery(), DeliveryTypes.EVENT)
            .uid(DeliveryUids.DECODE)
            .name(DeliveryUids.DECODE);
    DeliveryTopology.Outputs outputs =
        DeliveryTopology.of(
            ClockedByTicks.idle(decoded, DeliveryUids.EVENT_TIME),
            Ticks.stream(env, DeliveryUids.TICKS),
            options.terms(),
            EnumSet.allOf(PeriodKind.class),
            Breakdown.REGION,
            true);

    outputs
        .messages()
        .sinkTo(FigureTopic.of(common.kafka(), common.timeline().topic(Topics.DELIVERY_FIGURES)))
        .uid(DeliveryUids.FIGURE_TOPIC)
        .name(DeliveryUids.FIGURE_TOPIC);
    DeliveryTopology.metrics(outputs.figures())
        .sinkTo(RollupTopic.of(common.kafka(), common.timeline().topic(Topics.ROLLUPS)))
        .uid(DeliveryUids.ROLLUP_TOPIC)
        .name(DeliveryUids.ROLLUP_TOPIC);
    DeliveryTopology.signals(
            outputs.records(),
            KafkaRules.stream(env, common.kafka(), DeliveryUids.RULES),
            RuleState.of(rules))
        .sinkTo(SignalTopic.of(common.kafka(), common.timeline().topic(Topics.SIGNALS)))
        .uid(DeliveryUids.SIGNAL_TOPIC)
        .name(DeliveryUids.SIGNAL_TOPIC);
    Archive archive = new Archive(common.catalog());
    archive.append(
        outputs.figures(),
        DeliveryRows::figure,
        Tables.DELIVERY_FIGURES_LOG,
        DeliveryUids.FIGURE_ROWS,
        DeliveryUids.FIGURE_TABLE);
    archive.append(
        outputs.events(),
        DeliveryRows::event,
        Tables.DELIVERY_EVENTS,
        DeliveryUids.EVENT_ROWS,
        DeliveryUids.EVENT_TABLE);
    archive(archive, outputs, Change.class, "change", Tables.DELIVERY_CHANGES_LOG);
    archive(archive, outputs, Deployment.class, "deployment", Tables.DELIVERY_DEPLOYMENTS_LOG);
    archive(archive, outputs, Incident.class, "incident", Tables.DELIVERY_INCIDENTS_LOG);
    archive(archive, outputs, Verdict.class, "verdict", Tables.DELIVERY_VERDICTS_LOG);
    archive.appendDeadLetters(
        decoded.getSideOutput(DeadLetterOutput.TAG),
        DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)),
        DeliveryUids.DEAD_LETTER_ROWS,
        DeliveryUids.DEAD_LETTER_TABLE,
        DeliveryUids.DEAD_LETTER_TOPIC);
  }

  /** Archives the conclusions of one kind. */
  private static void archive(
      Archive archive,
      DeliveryTopology.Outputs outputs,
      Class<? extends Conclusion> type,
      String kind,
      String table) {
    String uid = DeliveryUids.of(kind, "records");
    DataStream<DeliveryRecord> records =
        outputs.records().filter(record -> type.isInstance(record.conclusion())).uid(uid).name(uid);
    archive.append(
        records,
        DeliveryRows::record,
        table,
        DeliveryUids.of(kind, "rows"),
        DeliveryUids.of(kind, "table"));
  }
}
