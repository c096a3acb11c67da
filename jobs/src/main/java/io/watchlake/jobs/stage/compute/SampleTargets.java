package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.prometheus.codec.Label;
import io.watchlake.connectors.prometheus.codec.PrometheusNames;
import io.watchlake.connectors.prometheus.codec.RemoteWriteWriter;
import io.watchlake.connectors.prometheus.codec.Sample;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.stage.type.ArrivedTarget;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.jobs.stage.type.SentTarget;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes samples of {@code target_info}: of each target, which {@code job} and {@code instance}
 * name, one a minute, so that a query finds one series to join with. Keyed by {@link #key}.
 *
 * <p>What is newly known of a target takes the place of what was, which ends with a stale marker.
 * Where two senders say that they are one target, the one that came last is told of, until it was
 * silent for {@link #SILENCE}. State is dropped a day of event time after the last sample.
 */
public final class SampleTargets
    extends KeyedProcessFunction<String, ArrivedTarget, PrometheusSamples> {

  private static final long serialVersionUID = 1L;

  /** As long as Prometheus looks back for the last sample of a series. */
  static final Duration SILENCE = Duration.ofMinutes(5);

  static final Duration KEPT = SamplePrometheus.KEPT;

  private transient ValueState<SentTarget> sent;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public SampleTargets() {}

  /** The target that labels name. */
  public static String key(ArrivedTarget target) {
    String job = target.labels().getOrDefault(Label.JOB, "");
    // A label may hold any character, so the length tells where the job ends.
    return job.length() + ":" + job + target.labels().getOrDefault(Label.INSTANCE, "");
  }

  @Override
  public void open(OpenContext context) {
    sent =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("target", TelemetryTypes.SENT_TARGET));
  }

  @Override
  public void processElement(
      ArrivedTarget target, Context context, Collector<PrometheusSamples> out) throws Exception {
    SentTarget before = sent.value();
    long end = target.endUnixNano();
    if (before != null && end <= before.endUnixNano()) {
      return;
    }
    List<TimeSeries> series = new ArrayList<>();
    SentTarget now;
    if (before == null) {
      now = new SentTarget(target.labels(), end, List.of());
    } else if (before.labels().equals(target.labels())) {
      now = before.at(end);
    } else {
      boolean silent = end - before.endUnixNano() >= SILENCE.toNanos();
      if (!silent && before.replaced().contains(target.labels())) {
        return;
      }
      now = before.replacedBy(target.labels(), end);
      if (!silent) {
        series.add(series(before.labels(), new Sample(Sample.STALE, millis(end), 0)));
      }
    }
    series.add(series(target.labels(), Sample.of(1, millis(end))));
    sent.update(now);
    context.timerService().registerEventTimeTimer(expiry(now));
    out.collect(
        new PrometheusSamples(
            target.origin(),
            target.timeline(),
            target.arrivalMillis(),
            series.size(),
            RemoteWriteWriter.write(series)));
  }

  private static TimeSeries series(Map<String, String> target, Sample sample) {
    Map<String, String> all = new TreeMap<>(target);
    all.put(Label.NAME, PrometheusNames.TARGET_INFO);
    List<Label> labels = new ArrayList<>();
    all.forEach((name, value) -> labels.add(new Label(name, value)));
    return TimeSeries.of(labels, List.of(sample));
  }

  private static long millis(long unixNano) {
    return TimeUnit.NANOSECONDS.toMillis(unixNano);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PrometheusSamples> out)
      throws Exception {
    SentTarget now = sent.value();
    if (now != null && expiry(now) <= timestamp) {
      sent.clear();
    }
  }

  /** On a full hour, so that a target has few timers. */
  private static long expiry(SentTarget sent) {
    long hour = TimeUnit.HOURS.toMillis(1);
    return (Math.floorDiv(millis(sent.endUnixNano()) + KEPT.toMillis(), hour) + 1) * hour;
  }
}
