package io.watchlake.model.anomaly;

/**
 * That somebody says an anomaly is none. It may come twice: it counts once for its anomaly.
 *
 * @param timeline the timeline's name
 * @param anomaly the anomaly's id
 * @param series the series' id, 16 hex digits
 * @param expectation the stable name of the expectation that was broken
 * @param strength the evidence there was, as it was before any was taken off it
 * @param saidUnixNano when it was said, nanoseconds since the epoch, UTC
 * @param by who says so; may be empty
 */
public record FalsePositive(
    String timeline,
    String anomaly,
    String series,
    String expectation,
    double strength,
    long saidUnixNano,
    String by) {

  /** That an anomaly is none. */
  public static FalsePositive of(Anomaly anomaly, long saidUnixNano, String by) {
    return new FalsePositive(
        anomaly.timeline(),
        anomaly.id(),
        anomaly.series(),
        anomaly.expectation(),
        anomaly.strength() * Math.pow(2, anomaly.lowered()),
        saidUnixNano,
        by);
  }
}
