package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.ml.Assessment;
import io.watchlake.ml.Evidence;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The anomaly that a window of a series may be. */
public final class SeriesAnomaly {

  private SeriesAnomaly() {}

  /**
   * Lets a detector judge the next window of its series.
   *
   * @param value what of the window is judged; missing where it is not finite
   * @return what is unusual about it, whether or not it is strong enough to be told; empty where
   *     nothing is
   */
  public static Optional<Anomaly> judge(
      Rollup rollup, double value, SeriesDetector detector, Watch watch) {
    Assessment assessment =
        detector.update(TimeUnit.NANOSECONDS.toMillis(rollup.windowUnixNano()), value);
    Evidence evidence = assessment.evidence();
    return evidence != null && assessment.score() > 0
        ? Optional.of(anomaly(rollup, value, assessment, evidence, detector.model(), watch))
        : Optional.empty();
  }

  private static Anomaly anomaly(
      Rollup rollup,
      double value,
      Assessment assessment,
      Evidence evidence,
      String model,
      Watch watch) {
    SeriesLabels labels = new SeriesLabels(rollup.series());
    Map<String, String> all = new TreeMap<>();
    for (String label : labels.names()) {
      all.put(label, labels.apply(label));
    }
    String metric = rollup.series().metric();
    String service = rollup.series().resource().service();
    return new Anomaly(
        rollup.timeline(),
        String.format("%016x", rollup.series().id()),
        metric,
        rollup.series().unit(),
        service.equals(Resource.UNKNOWN_SERVICE) ? "" : service,
        all,
        rollup.resolution(),
        rollup.windowUnixNano(),
        0,
        watch.statisticOf(metric),
        value,
        assessment.score(),
        assessment.confidence(),
        evidence.strength(),
        0,
        watch.thresholdOf(metric),
        evidence.expectation().id(),
        evidence.measure(),
        evidence.usual(),
        evidence.describe(),
        model);
  }
}
