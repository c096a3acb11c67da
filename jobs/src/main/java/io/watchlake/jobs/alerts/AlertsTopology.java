package io.watchlake.jobs.alerts;

import io.watchlake.jobs.stage.alert.AskedSignals;
import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.compute.alert.EvaluateRules;
import io.watchlake.jobs.stage.compute.alert.ExpectKeys;
import io.watchlake.jobs.stage.compute.alert.RouteSignals;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.compute.notify.CorrelateAlerts;
import io.watchlake.jobs.stage.compute.notify.DigestStorms;
import io.watchlake.jobs.stage.compute.notify.GroupAlerts;
import io.watchlake.jobs.stage.compute.notify.NotifyGroups;
import io.watchlake.jobs.stage.compute.notify.QuietState;
import io.watchlake.jobs.stage.compute.notify.ServiceParts;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** From signals and rules to alerts, and from these to what people are told. */
final class AlertsTopology {

  /**
   * What comes out.
   *
   * @param alerts what becomes of alerts, in the order of time for each of them
   * @param decisions whom to tell of them and whom not, and why
   * @param notifications what receivers are to be told
   * @param asked what rules that come while this runs ask for
   */
  record Outputs(
      DataStream<Alert> alerts,
      DataStream<Decision> decisions,
      DataStream<Notification> notifications,
      DataStream<AskedSignals> asked) {}

  private AlertsTopology() {}

  /**
   * Builds the stages between decoding and the sinks.
   *
   * @param decoded signals with event time and watermarks
   * @param ticks the time that is due by, in milliseconds since the epoch, with watermarks
   * @param messages of the topic of rules, without time
   * @param rules those that were there at the start
   * @param silences messages of the topic of silences, without time
   * @param acknowledgements messages of their topic, without time
   * @param quiet the silences and acknowledgements that were there at the start
   * @param alerting who is told, as {@link io.watchlake.alerting.config.AlertingText} writes it
   */
  static Outputs of(
      DataStream<Signal> decoded,
      DataStream<Long> ticks,
      DataStream<RuleMessage> messages,
      RuleState rules,
      DataStream<QuietMessage> silences,
      DataStream<QuietMessage> acknowledgements,
      QuietState quiet,
      String alerting,
      String timeline) {
    DataStream<Signal> signals =
        decoded
            .map(new Redact<>(), TelemetryTypes.SIGNAL)
            .uid(AlertsUids.REDACT)
            .name(AlertsUids.REDACT)
            .map(new Enrich<>(), TelemetryTypes.SIGNAL)
            .uid(AlertsUids.ENRICH)
            .name(AlertsUids.ENRICH);
    BroadcastStream<RuleMessage> broadcast = messages.broadcast(RuleState.DESCRIPTOR);
    SingleOutputStreamOperator<RoutedSignal> routed =
        signals
            .connect(broadcast)
            .process(new RouteSignals(rules), AlertTypes.ROUTED_SIGNAL)
            .uid(AlertsUids.ROUTE)
            .name(AlertsUids.ROUTE);
    DataStream<RoutedSignal> expected =
        ticks
            .connect(broadcast)
            .process(new ExpectKeys(rules), AlertTypes.ROUTED_SIGNAL)
            .uid(AlertsUids.EXPECT)
            .name(AlertsUids.EXPECT)
            .setParallelism(1);
    DataStream<Alert> raised =
        routed
            .union(expected)
            .keyBy(RoutedSignal::machine, Types.STRING)
            .connect(broadcast)
            .process(new EvaluateRules(rules, timeline), AlertTypes.ALERT)
            .uid(AlertsUids.EVALUATE)
            .name(AlertsUids.EVALUATE);
    ServiceParts parts = new ServiceParts(alerting);
    DataStream<Alert> alerts =
        raised
            .keyBy(parts::ofAlert, Types.STRING)
            .connect(
                signals
                    .filter(signal -> signal.kind() == SignalKind.DEPLOYMENT)
                    .uid(AlertsUids.DEPLOYMENTS)
                    .name(AlertsUids.DEPLOYMENTS)
                    .keyBy(parts::ofSignal, Types.STRING))
            .process(new CorrelateAlerts(alerting), AlertTypes.ALERT)
            .uid(AlertsUids.CORRELATE)
            .name(AlertsUids.CORRELATE);
    SingleOutputStreamOperator<GroupedAlert> grouped =
        alerts
            .process(new GroupAlerts(alerting), NotifyTypes.GROUPED_ALERT)
            .uid(AlertsUids.GROUP)
            .name(AlertsUids.GROUP);
    DataStream<Decision> decided =
        grouped
            .keyBy(GroupedAlert::group, Types.STRING)
            .connect(
                grouped
                    .getSideOutput(GroupAlerts.SOURCES)
                    .union(silences, acknowledgements)
                    .broadcast(
                        QuietState.SILENCES, QuietState.SOURCES, QuietState.ACKNOWLEDGEMENTS))
            .process(new NotifyGroups(alerting, quiet, timeline), NotifyTypes.DECISION)
            .uid(AlertsUids.NOTIFY)
            .name(AlertsUids.NOTIFY);
    SingleOutputStreamOperator<Decision> decisions =
        decided
            .keyBy(DigestStorms::key, Types.STRING)
            .process(new DigestStorms(alerting, timeline), NotifyTypes.DECISION)
            .uid(AlertsUids.DIGEST)
            .name(AlertsUids.DIGEST);
    return new Outputs(
        alerts,
        decisions,
        decisions.getSideOutput(DigestStorms.NOTIFICATIONS),
        routed.getSideOutput(RouteSignals.ASKED));
  }
}
