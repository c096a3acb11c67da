package io.watchlake.jobs.anomalies;

import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.compute.alert.SignalAnomalies;
import io.watchlake.jobs.stage.compute.anomaly.ChooseSignals;
import io.watchlake.jobs.stage.compute.anomaly.DetectAnomalies;
import io.watchlake.jobs.stage.compute.anomaly.JudgeServices;
import io.watchlake.jobs.stage.compute.anomaly.TolerateAnomalies;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Rollup;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From rollups of watched series to anomalies. */
final class AnomaliesTopology {

  /**
   * What comes out.
   *
   * @param anomalies those of a series, and those of a service, in the order of windows
   * @param signals of those that rules look at
   */
  record Outputs(DataStream<Anomaly> anomalies, DataStream<Signal> signals) {}

  private AnomaliesTopology() {}

  /**
   * Services as a whole.
   *
   * @param parts what models look at, with event time and watermarks
   * @param models which models judge; watermarks at the end of time
   */
  record Services(DataStream<ServicePart> parts, DataStream<ModelChange> models) {}

  /**
   * Builds the stages between decoding and the sinks.
   *
   * @param decoded rollups of watched series, those of a series in the order they were told, with
   *     event time and watermarks
   * @param said what people say is none; it holds time up no more than it moves it
   * @param messages of the topic of rules; watermarks at the end of time
   * @param rules those that were there at the start
   */
  static Outputs of(
      DataStream<Rollup> decoded,
      DataStream<FalsePositive> said,
      Services services,
      DataStream<RuleMessage> messages,
      RuleState rules,
      Watch watch) {
    DataStream<Anomaly> ofSeries =
        decoded
            .map(new Redact<>(), TelemetryTypes.ROLLUP)
            .uid(AnomaliesUids.REDACT)
            .name(AnomaliesUids.REDACT)
            .map(new Enrich<>(), TelemetryTypes.ROLLUP)
            .uid(AnomaliesUids.ENRICH)
            .name(AnomaliesUids.ENRICH)
            .keyBy(DetectAnomalies::key, Types.STRING)
            .connect(said.broadcast(DetectAnomalies.TOLERANCES))
            .process(new DetectAnomalies(watch), AnomalyTypes.ANOMALY)
            .uid(AnomaliesUids.DETECT)
            .name(AnomaliesUids.DETECT);
    DataStream<Anomaly> ofServices =
        services
            .parts()
            .keyBy(ServicePart::key, Types.STRING)
            .connect(services.models().broadcast(ChooseSignals.MODELS))
            .process(new JudgeServices(watch), AnomalyTypes.ANOMALY)
            .uid(AnomaliesUids.JUDGE)
            .name(AnomaliesUids.JUDGE)
            .connect(said.broadcast(TolerateAnomalies.TOLERANCES))
            .process(new TolerateAnomalies(), AnomalyTypes.ANOMALY)
            .uid(AnomaliesUids.TOLERATE)
            .name(AnomaliesUids.TOLERATE);
    DataStream<Anomaly> anomalies = ofSeries.union(ofServices);
    DataStream<Signal> signals =
        anomalies
            .connect(messages.broadcast(RuleState.DESCRIPTOR))
            .process(new SignalAnomalies(rules, watch), TelemetryTypes.SIGNAL)
            .uid(AnomaliesUids.SIGNAL)
            .name(AnomaliesUids.SIGNAL);
    return new Outputs(anomalies, signals);
  }
}
