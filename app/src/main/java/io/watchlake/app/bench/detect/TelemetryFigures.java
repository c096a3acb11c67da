package io.watchlake.app.bench.detect;

import java.util.List;

/**
 * What was found in recordings with labelled faults.
 *
 * @param profile the detector's profile
 * @param all over all systems and kinds of faults
 * @param systems by system
 * @param types by kind of fault
 * @param ablation over all, without an expectation each
 */
record TelemetryFigures(
    String profile, Part all, List<Part> systems, List<Part> types, List<Part> ablation) {

  /**
   * Some faults.
   *
   * @param name of the system, the kind of fault, or what was left out
   * @param faults how many
   * @param found on how many an anomaly of the faulty service was told within two minutes
   * @param before on how many one was told in the two minutes before, where nothing was wrong
   * @param perServiceHour anomalies an hour of a service while nothing was wrong; NaN where that is
   *     not known for this part
   */
  record Part(String name, int faults, int found, int before, double perServiceHour) {}
}
