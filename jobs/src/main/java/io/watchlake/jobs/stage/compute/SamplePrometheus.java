package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.prometheus.codec.RemoteWriteWriter;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.jobs.stage.type.SentSeries;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes Prometheus' samples of the rollups of each series, in the order they come in; rollups of a
 * series that Prometheus cannot tell from another leave by {@link DeadLetterOutput#TAG}. What is
 * known of a series is forgotten a day of event time after its last window; its totals begin anew
 * then, as after a restart of what counts.
 */
public final class SamplePrometheus
    extends KeyedProcessFunction<Long, ArrivedRollup, PrometheusSamples> {

  private static final long serialVersionUID = 1L;

  static final Duration KEPT = Duration.ofDays(1);

  /** Timers are set to full hours, so that a series has few of them. */
  private static final long TIMER_MILLIS = Duration.ofHours(1).toMillis();

  private static final long NANOS_PER_MILLI = 1_000_000;

  private transient ValueState<SentSeries> sent;
  private transient Map<RollupSamples.Fate, Counter> fates;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public SamplePrometheus() {}

  @Override
  public void open(OpenContext context) {
    sent =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("sent", TelemetryTypes.SENT_SERIES));
    fates = new EnumMap<>(RollupSamples.Fate.class);
    for (RollupSamples.Fate fate : RollupSamples.Fate.values()) {
      fates.put(
          fate,
          getRuntimeContext()
              .getMetricGroup()
              .counter("rollups_" + fate.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public void processElement(
      ArrivedRollup arrived, Context context, Collector<PrometheusSamples> out) throws Exception {
    Rollup rollup = arrived.rollup();
    RollupSamples.Step step = RollupSamples.next(sent.value(), rollup);
    Counter counter = fates.get(step.fate());
    if (counter != null) {
      counter.inc();
    }
    SentSeries now = step.sent();
    if (now != null) {
      sent.update(now);
      context.timerService().registerEventTimeTimer(expiry(now));
    }
    if (step.fate() == RollupSamples.Fate.CONFLICT) {
      context.output(
          DeadLetterOutput.TAG,
          DeadLetters.of(
              arrived.origin(),
              rollup.timeline(),
              arrived.arrivalMillis(),
              DeadLetter.Reason.REFUSED,
              "another series has the same name and labels in Prometheus: give each resource a"
                  + " service.instance.id of its own",
              RemoteWriteWriter.write(step.series())));
    } else if (!step.series().isEmpty()) {
      int samples = 0;
      for (TimeSeries series : step.series()) {
        samples += series.samples().size();
      }
      out.collect(
          new PrometheusSamples(
              arrived.origin(),
              rollup.timeline(),
              arrived.arrivalMillis(),
              samples,
              RemoteWriteWriter.write(step.series())));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PrometheusSamples> out)
      throws Exception {
    SentSeries now = sent.value();
    if (now != null && expiry(now) <= timestamp) {
      sent.clear();
    }
  }

  private static long expiry(SentSeries sent) {
    long millis = sent.endUnixNano() / NANOS_PER_MILLI + KEPT.toMillis();
    return Math.floorDiv(millis, TIMER_MILLIS) * TIMER_MILLIS + TIMER_MILLIS;
  }
}
