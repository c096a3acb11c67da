package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import io.watchlake.jobs.stage.compute.derive.calc.Evaluation;
import io.watchlake.jobs.stage.compute.derive.calc.GroupKey;
import io.watchlake.jobs.stage.compute.derive.calc.Member;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Computes a group's value when its window has closed, and again when a series' window is
 * corrected; keyed by the text of the {@link GroupKey}, so that a key is one value.
 *
 * <p>What comes out depends on the last word of each series alone, not on the order of arrival: of
 * a series the highest revision counts, and series are added in the order of their ids. How often a
 * value is told may differ, the last telling does not.
 *
 * <p>Corrections that come together are told together, with the next step of the watermark. State
 * is dropped some time after the window's end; what is corrected later than that changes nothing
 * and is counted.
 */
public final class ComputeDerived extends KeyedProcessFunction<String, Contribution, Rollup> {

  private static final long serialVersionUID = 1L;

  private static final long NANOS_PER_MILLI = 1_000_000;

  static final MapStateDescriptor<Long, Member> MEMBERS =
      new MapStateDescriptor<>("members", Types.LONG, TelemetryTypes.DERIVED_MEMBER);

  /** NaN where the last telling was that there is no value. */
  static final ValueStateDescriptor<Double> TOLD = new ValueStateDescriptor<>("told", Types.DOUBLE);

  static final ValueStateDescriptor<Integer> REVISION =
      new ValueStateDescriptor<>("revision", Types.INT);

  private final DerivedMetrics derived;
  private final Duration keep;

  private transient Map<String, Derivation> derivations;
  private transient MapState<Long, Member> members;
  private transient ValueState<Double> told;
  private transient ValueState<Integer> revision;
  private transient Counter tooLate;

  /**
   * @param keep how long after its end a window can be corrected; positive
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public ComputeDerived(DerivedMetrics derived, Duration keep) {
    if (keep.isNegative() || keep.isZero()) {
      throw new IllegalArgumentException("windows must be kept for some time, not " + keep);
    }
    this.derived = derived;
    this.keep = keep;
  }

  @Override
  public void open(OpenContext context) {
    derivations = derived.byVersion();
    members = getRuntimeContext().getMapState(MEMBERS);
    told = getRuntimeContext().getState(TOLD);
    revision = getRuntimeContext().getState(REVISION);
    tooLate = getRuntimeContext().getMetricGroup().counter("correctionsTooLate");
  }

  @Override
  public void processElement(Contribution contribution, Context context, Collector<Rollup> out)
      throws Exception {
    GroupKey group = GroupKey.parse(context.getCurrentKey());
    TimerService timers = context.timerService();
    long watermark = timers.currentWatermark();
    if (watermark >= forgetAt(group) && watermark != Long.MAX_VALUE) {
      tooLate.inc();
      return;
    }
    Member before = members.get(contribution.series());
    if (before != null && before.revision() >= contribution.member().revision()) {
      return;
    }
    members.put(contribution.series(), contribution.member());
    if (watermark == Long.MAX_VALUE) {
      // Nothing closes after the end of time: there is no timer to wait for.
      compute(group, out);
    } else {
      timers.registerEventTimeTimer(Math.max(lastMillis(group), watermark + 1));
      timers.registerEventTimeTimer(forgetAt(group));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Rollup> out)
      throws Exception {
    GroupKey group = GroupKey.parse(context.getCurrentKey());
    compute(group, out);
    if (timestamp >= forgetAt(group)) {
      members.clear();
      told.clear();
      revision.clear();
    }
  }

  private void compute(GroupKey group, Collector<Rollup> out) throws Exception {
    Derivation derivation = derivations.get(group.version());
    if (derivation == null) {
      // The configuration no longer has it; what was begun is dropped when its time comes.
      return;
    }
    TreeMap<Long, Member> sorted = new TreeMap<>();
    for (Map.Entry<Long, Member> member : members.entries()) {
      sorted.put(member.getKey(), member.getValue());
    }
    OptionalDouble value = Evaluation.of(derivation.formula().formula(), sorted.values());
    Double before = told.value();
    double now = value.orElse(Double.NaN);
    if (before == null ? value.isEmpty() : before.equals(now)) {
      return;
    }
    Integer last = revision.value();
    int next = last == null ? 0 : last + 1;
    told.update(now);
    revision.update(next);
    out.collect(rollup(derivation, group, next, now));
  }

  private Rollup rollup(Derivation derivation, GroupKey group, int next, double value) {
    return Rollup.ofMinute(
        group.timeline(),
        DerivedSeries.of(derivation, group.labels(), derived.custom().defaultLabels()),
        group.windowUnixNano(),
        next,
        value,
        null);
  }

  private static long lastMillis(GroupKey group) {
    return Math.floorDiv(group.windowUnixNano() + Resolution.MINUTE.nanos(), NANOS_PER_MILLI) - 1;
  }

  private long forgetAt(GroupKey group) {
    return lastMillis(group) + keep.toMillis();
  }
}
