package io.watchlake.app.bench.detect;

import java.util.List;

/**
 * On which faults of recordings rules alert.
 *
 * @param all over all systems and kinds of faults
 * @param systems by system
 * @param types by kind of fault
 * @param rules by rule, those that never fire among them
 */
record RulesFigures(Part all, List<Part> systems, List<Part> types, List<Part> rules) {

  /**
   * Some faults, or all of them as one rule sees them.
   *
   * @param name of the system, the kind of fault, or the rule
   * @param faults how many
   * @param within2 on how many an alert of the faulty service began to fire within two minutes
   * @param within5 the same within five minutes
   * @param before2 on how many one did in the two minutes before, where nothing was wrong
   * @param before5 the same in five minutes
   * @param medianSeconds from the fault to the first alert, of those with one within five minutes;
   *     NaN where there is none
   * @param falsePerServiceHour alerts an hour of a service while nothing was wrong; NaN where that
   *     is not known for this part
   */
  record Part(
      String name,
      int faults,
      int within2,
      int within5,
      int before2,
      int before5,
      double medianSeconds,
      double falsePerServiceHour) {}
}
