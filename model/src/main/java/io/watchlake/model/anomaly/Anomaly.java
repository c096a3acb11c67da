package io.watchlake.model.anomaly;

import io.watchlake.model.telemetry.Resolution;
import java.util.Map;
import java.util.TreeMap;

/**
 * A window of a series that a detector found unusual. It may come twice, with the same id; the one
 * with the higher revision holds.
 *
 * @param timeline the timeline's name
 * @param series the series' id, 16 hex digits
 * @param metric name of the metric, as it arrived
 * @param unit of the value; empty for none
 * @param service the service of the series; empty where it names none
 * @param labels labels of the series
 * @param resolution length of the window
 * @param windowUnixNano start of the window, nanoseconds since the epoch, UTC
 * @param revision 0 when first told, more in each correction
 * @param statistic what of the window the value is
 * @param value the value that was judged
 * @param score how anomalous, above 0 and at most 1
 * @param confidence how much the score can be relied on, 0 to 1
 * @param strength the evidence that the score was made of; 1 makes the score 1, more is possible
 * @param lowered how many times the evidence was halved, because the like of it was said to be none
 * @param threshold the strength from which anomalies of this metric are told
 * @param expectation the stable name of the expectation that is broken most
 * @param measure how far it is broken
 * @param usual what the measure usually stays below
 * @param words the evidence in a sentence
 * @param model the name of the model that judged, its version included
 */
public record Anomaly(
    String timeline,
    String series,
    String metric,
    String unit,
    String service,
    Map<String, String> labels,
    Resolution resolution,
    long windowUnixNano,
    int revision,
    Statistic statistic,
    double value,
    double score,
    double confidence,
    double strength,
    int lowered,
    double threshold,
    String expectation,
    double measure,
    double usual,
    String words,
    String model) {

  public Anomaly {
    labels = new TreeMap<>(labels);
  }

  /**
   * Names the anomaly, unique over all timelines and the same for every repeat and correction:
   * {@code timeline/series/resolution/window/statistic}.
   */
  public String id() {
    return timeline
        + '/'
        + series
        + '/'
        + resolution.code()
        + '/'
        + windowUnixNano
        + '/'
        + statistic.code();
  }

  /** When it was so: the end of the window, nanoseconds since the epoch, UTC. */
  public long timeUnixNano() {
    return windowUnixNano + resolution.nanos();
  }

  /** The same with its evidence halved so many times, and the score that is left of it. */
  public Anomaly halved(int times) {
    if (times == 0) {
      return this;
    }
    double left = strength / Math.pow(2, times);
    return new Anomaly(
        timeline,
        series,
        metric,
        unit,
        service,
        labels,
        resolution,
        windowUnixNano,
        revision,
        statistic,
        value,
        Math.min(1, left),
        confidence,
        left,
        lowered + times,
        threshold,
        expectation,
        measure,
        usual,
        words + "; halved " + times + " times, since its like was said to be none",
        model);
  }
}
