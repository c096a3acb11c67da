package io.watchlake.jobs.alerts;

import io.watchlake.connectors.alert.client.AcknowledgementTopic;
import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.connectors.alert.client.SilenceTopic;
import io.watchlake.connectors.alert.codec.AcknowledgementCodec;
import io.watchlake.connectors.alert.codec.SilenceCodec;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.jobs.launch.RequiredClasses;
import io.watchlake.jobs.stage.compute.alert.RuleBook;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.compute.notify.QuietState;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeSignals;
import io.watchlake.jobs.stage.decode.SignalTime;
import io.watchlake.jobs.stage.sink.AlertTopic;
import io.watchlake.jobs.stage.sink.Archive;
import io.watchlake.jobs.stage.sink.DeadLetterTopic;
import io.watchlake.jobs.stage.sink.NotificationTopic;
import io.watchlake.jobs.stage.sink.SubscriptionTopic;
import io.watchlake.jobs.stage.source.KafkaAcknowledgements;
import io.watchlake.jobs.stage.source.KafkaGivenUp;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.source.KafkaRules;
import io.watchlake.jobs.stage.source.KafkaSilences;
import io.watchlake.jobs.stage.source.Ticks;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.flink.AlertRows;
import io.watchlake.lakehouse.flink.DeadLetterRows;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.Subscription;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code alerts}: from signals to alerts, by rules that change while it runs, and to what
 * people are told of them.
 */
public final class AlertsMain {

  /** What the ids of our subscriptions begin with. */
  private static final String OURS = "rules/";

  /**
   * What does not fill a buffer waits no longer between two tasks, whatever the cluster is set to.
   */
  private static final Duration SEND_WITHIN = Duration.ofMillis(100);

  private AlertsMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    AlertsOptions options = AlertsOptions.parse(args);
    CommonOptions common = options.common();
    LakehouseAccess.prepare(common.catalog());
    RequiredClasses.checkRules();
    Collection<RuleVersions> rules =
        new RuleTopic(common.kafka().bootstrapServers(), common.kafka().clientProperties())
            .all()
            .values();
    ask(common, new RuleBook(rules).subscriptions());
    StreamExecutionEnvironment env = JobEnvironment.streaming(common.parallelism());
    Collection<Silence> silences =
        new SilenceTopic(common.kafka().bootstrapServers(), common.kafka().clientProperties())
            .all()
            .values();
    Collection<Acknowledgement> taken =
        new AcknowledgementTopic(
                common.kafka().bootstrapServers(), common.kafka().clientProperties())
            .all()
            .values();
    build(env, options, rules, silences, taken);
    env.execute(JobNames.job(JobNames.ALERTS, common.timeline()));
  }

  /**
   * Builds the whole job; the tables must exist.
   *
   * @param rules those that there are at the end of their topic
   * @param silences those that there are at the end of their topic
   * @param taken the acknowledgements that there are at the end of their topic
   */
  static void build(
      StreamExecutionEnvironment env,
      AlertsOptions options,
      Collection<RuleVersions> rules,
      Collection<Silence> silences,
      Collection<Acknowledgement> taken) {
    env.setBufferTimeout(SEND_WITHIN.toMillis());
    CommonOptions common = options.common();
    SingleOutputStreamOperator<Tuple2<Integer, Signal>> decoded =
        KafkaMessages.stream(
                env,
                common.kafka(),
                common.timeline(),
                Topics.SIGNALS,
                JobNames.ALERTS,
                AlertsUids.SOURCE)
            .process(new DecodeSignals(), Types.TUPLE(Types.INT, TelemetryTypes.SIGNAL))
            .uid(AlertsUids.DECODE)
            .name(AlertsUids.DECODE);
    DataStream<Signal> timed =
        SignalTime.ofSignals(
            decoded, options.delay(), AlertsUids.SIGNAL_TIME, AlertsUids.TIMED_SIGNAL);
    DataStream<Long> ticks =
        Ticks.stream(env, AlertsUids.TICKS)
            .assignTimestampsAndWatermarks(SignalTime.ofTicks(options.delay()))
            .uid(AlertsUids.TICK_TIME)
            .name(AlertsUids.TICK_TIME)
            .setParallelism(1);
    AlertsTopology.Outputs outputs =
        AlertsTopology.of(
            timed,
            ticks,
            KafkaRules.stream(env, common.kafka(), AlertsUids.RULES),
            RuleState.of(rules),
            KafkaSilences.stream(env, common.kafka(), AlertsUids.SILENCES),
            KafkaAcknowledgements.stream(env, common.kafka(), AlertsUids.ACKNOWLEDGEMENTS),
            new QuietState(
                silences.stream().map(SilenceCodec::encode).toList(),
                taken.stream().map(AcknowledgementCodec::encode).toList()),
            options.alerting(),
            common.timelineName());

    outputs
        .alerts()
        .sinkTo(AlertTopic.of(common.kafka(), common.timeline().topic(Topics.ALERTS)))
        .uid(AlertsUids.ALERT_TOPIC)
        .name(AlertsUids.ALERT_TOPIC);
    outputs
        .notifications()
        .sinkTo(NotificationTopic.of(common.kafka(), common.timeline().topic(Topics.NOTIFICATIONS)))
        .uid(AlertsUids.NOTIFICATION_TOPIC)
        .name(AlertsUids.NOTIFICATION_TOPIC);
    outputs
        .asked()
        .sinkTo(SubscriptionTopic.of(common.kafka()))
        .uid(AlertsUids.SUBSCRIPTION_TOPIC)
        .name(AlertsUids.SUBSCRIPTION_TOPIC);
    Archive archive = new Archive(common.catalog());
    archive.append(
        outputs.alerts(),
        AlertRows::alert,
        Tables.ALERTS_LOG,
        AlertsUids.ALERT_ROWS,
        AlertsUids.ALERT_TABLE);
    archive.append(
        outputs.decisions(),
        AlertRows::decision,
        Tables.NOTIFICATIONS,
        AlertsUids.NOTIFICATION_ROWS,
        AlertsUids.NOTIFICATION_TABLE);
    DataStream<DeadLetter> undecodable = decoded.getSideOutput(DeadLetterOutput.TAG);
    // What the notifier gives up is in the topic already.
    DataStream<DeadLetter> givenUp =
        KafkaGivenUp.stream(env, common.kafka(), common.timeline(), AlertsUids.GIVEN_UP);
    archive.append(
        undecodable.union(givenUp),
        DeadLetterRows::row,
        Tables.DEAD_LETTERS,
        AlertsUids.DEAD_LETTER_ROWS,
        AlertsUids.DEAD_LETTER_TABLE);
    undecodable
        .sinkTo(DeadLetterTopic.of(common.kafka(), common.timeline().topic(Topics.DEAD_LETTERS)))
        .uid(AlertsUids.DEAD_LETTER_TOPIC)
        .name(AlertsUids.DEAD_LETTER_TOPIC);
  }

  /** Asks for what rules need that nobody asked for, and ends what they need no more. */
  static void ask(CommonOptions common, Map<String, Subscription> needed) {
    Map<String, String> settings =
        common.kafka().clientProperties().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> String.valueOf(entry.getKey()),
                    entry -> String.valueOf(entry.getValue())));
    try (SubscriptionClient client =
        new SubscriptionClient(common.kafka().bootstrapServers(), settings)) {
      Map<String, Subscription> asked =
          client.all().stream()
              .filter(one -> one.id().startsWith(OURS))
              .collect(Collectors.toMap(Subscription::id, one -> one));
      needed.forEach(
          (id, one) -> {
            if (!one.equals(asked.get(id))) {
              client.put(one);
            }
          });
      asked.keySet().stream().filter(id -> !needed.containsKey(id)).forEach(client::remove);
    }
  }
}
