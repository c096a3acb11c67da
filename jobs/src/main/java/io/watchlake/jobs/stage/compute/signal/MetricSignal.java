package io.watchlake.jobs.stage.compute.signal;

import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import java.util.Map;
import java.util.TreeMap;

/** The signal that a window is to whoever asked for it. */
public final class MetricSignal {

  private MetricSignal() {}

  /**
   * The signal. Its value is the window's last value, of a counter its increase, of a histogram the
   * mean of the observations, in the unit of the name that was asked for; the window's other
   * figures are evidence. It has none where the window has none.
   *
   * @param defaults labels of every signal, unless the series has a value of its own
   */
  public static Signal of(Rollup rollup, SeriesSubscription asked, Map<String, String> defaults) {
    String name = asked.series().metric();
    boolean converted = !name.equals(rollup.series().metric());
    String unit =
        converted
            ? MetricCatalogue.unit(name).orElse(rollup.series().unit())
            : rollup.series().unit();
    SeriesLabels labels = new SeriesLabels(rollup.series());
    Map<String, String> all = new TreeMap<>(defaults);
    for (String label : labels.names()) {
      all.put(label, labels.apply(label));
    }
    String service = rollup.series().resource().service();
    return new Signal(
        SignalKind.METRIC.code() + '/' + asked.id() + '/' + rollup.id(),
        SignalKind.METRIC,
        rollup.timeline(),
        rollup.endUnixNano(),
        name,
        unit,
        service.equals(Resource.UNKNOWN_SERVICE) ? "" : service,
        String.format("%016x", rollup.series().id()),
        value(rollup) * MetricCatalogue.factor(name),
        all,
        evidence(rollup, asked));
  }

  private static double value(Rollup rollup) {
    if (rollup.count() == 0) {
      return Double.NaN;
    }
    if (rollup.increase() != null) {
      return rollup.increase().value();
    }
    return rollup.distribution() != null ? rollup.sum() / rollup.count() : rollup.last();
  }

  private static Map<String, String> evidence(Rollup rollup, SeriesSubscription asked) {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("subscription", asked.id());
    evidence.put("rollup", rollup.id());
    evidence.put("metric", rollup.series().metric());
    evidence.put("resolution", rollup.resolution().code());
    evidence.put("window_unix_nano", Long.toString(rollup.windowUnixNano()));
    evidence.put("revision", Integer.toString(rollup.revision()));
    evidence.put("count", Long.toUnsignedString(rollup.count()));
    put(evidence, "sum", rollup.sum());
    put(evidence, "min", rollup.min());
    put(evidence, "max", rollup.max());
    if (rollup.exemplarsJson() != null) {
      evidence.put("exemplars", rollup.exemplarsJson());
    }
    if (rollup.stale()) {
      evidence.put("stale", "true");
    }
    return evidence;
  }

  private static void put(Map<String, String> evidence, String name, double value) {
    if (!Double.isNaN(value)) {
      evidence.put(name, Double.toString(value));
    }
  }
}
