package io.watchlake.jobs.metrics;

import io.watchlake.jobs.stage.compute.derive.ComputeDerived;
import io.watchlake.jobs.stage.compute.derive.DerivedMessages;
import io.watchlake.jobs.stage.compute.derive.DerivedMetrics;
import io.watchlake.jobs.stage.compute.derive.RouteRollups;
import io.watchlake.jobs.stage.compute.derive.SightDerived;
import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import io.watchlake.jobs.stage.compute.signal.EmitSignals;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.compute.signal.SubscriptionState;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From rollups to derived metrics, and from both to the signals that are asked for. */
final class DerivedTopology {

  private DerivedTopology() {}

  /**
   * What windows give to derived metrics. Each stream of windows has routes of its own, which stay
   * in the task that makes them.
   *
   * @param rollups messages with windows of any length, with event time and watermarks
   * @param uid the operator's uid, which is its name too
   */
  static DataStream<Contribution> routes(
      DataStream<RollupMessage> rollups, DerivedMetrics metrics, String uid) {
    return rollups
        .process(new RouteRollups(metrics), TelemetryTypes.DERIVED_CONTRIBUTION)
        .uid(uid)
        .name(uid);
  }

  /**
   * Derived metrics: rollups of a minute, as those they are computed from, each when its window
   * closes and again when it is corrected.
   *
   * @param keep how long after its end a window may be corrected
   */
  static DataStream<Rollup> derived(
      DataStream<Contribution> routes, DerivedMetrics metrics, Duration keep) {
    return routes
        .keyBy(Contribution::group, Types.STRING)
        .process(new ComputeDerived(metrics, keep), TelemetryTypes.ROLLUP)
        .uid(MetricsUids.DERIVED)
        .name(MetricsUids.DERIVED);
  }

  /** Derived windows as messages, which are told as all others are. */
  static DataStream<RollupMessage> messages(DataStream<Rollup> derived) {
    return derived
        .map(new DerivedMessages(), TelemetryTypes.ROLLUP_MESSAGE)
        .uid(MetricsUids.DERIVED_MESSAGES)
        .name(MetricsUids.DERIVED_MESSAGES);
  }

  /** The derived series, for the catalog of series. */
  static DataStream<SeriesSighting> sightings(DataStream<Rollup> derived) {
    return derived
        .flatMap(new SightDerived(), TelemetryTypes.SERIES_SIGHTING)
        .uid(MetricsUids.DERIVED_SERIES)
        .name(MetricsUids.DERIVED_SERIES);
  }

  /**
   * The signals that are asked for.
   *
   * @param rollups all that may be asked for, derived metrics included
   */
  static DataStream<Signal> signals(
      DataStream<RollupMessage> rollups,
      DataStream<SubscriptionMessage> subscriptions,
      DerivedMetrics metrics) {
    return rollups
        .connect(subscriptions.broadcast(SubscriptionState.DESCRIPTOR))
        .process(new EmitSignals(metrics.custom()), TelemetryTypes.SIGNAL)
        .uid(MetricsUids.SIGNALS)
        .name(MetricsUids.SIGNALS);
  }
}
