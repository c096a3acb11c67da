package io.watchlake.app.bench.detect;

/**
 * What the benchmark pays for a hit and takes for a miss and a false alarm.
 *
 * @param hit for the earliest possible detection of a window
 * @param miss for a window without detection
 * @param falseAlarm for a detection far from any window
 */
record CostProfile(double hit, double miss, double falseAlarm) {

  static final CostProfile STANDARD = new CostProfile(1, 1, 0.11);

  /** The benchmark's score, 0 for no detections and 100 for perfect ones, of a raw sum. */
  double normalise(double raw, int windows) {
    return windows == 0 ? Double.NaN : 100 * (raw + miss * windows) / ((hit + miss) * windows);
  }
}
