package io.watchlake.jobs.stage.compute.derive.calc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one series gives to a group in a window: for each selection of the formula its value or
 * observations, or nothing where the selection does not take this series or the series had no
 * value.
 *
 * @param revision of the rollup it was taken from; a higher one replaces a lower
 * @param parts one for each selection of the formula
 */
public record Member(int revision, List<Part> parts) {

  public Member {
    parts = List.copyOf(parts);
  }

  /**
   * What a selection takes of a series.
   *
   * @param value NaN where there is none
   * @param observations null where there are none
   */
  public record Part(double value, @Nullable Observations observations) {

    /** Nothing. */
    public static final Part NONE = new Part(Double.NaN, null);

    static Part of(double value) {
      return Double.isNaN(value) ? NONE : new Part(value, null);
    }

    static Part of(Observations observations) {
      return new Part(Double.NaN, observations);
    }
  }
}
