package io.watchlake.model.delivery;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which of a service's deployments figures are of.
 *
 * @param environment those to one environment, whether it counts as production or not; null for all
 *     that count
 * @param region those to one region of it; null for all of the environment
 */
public record FigureScope(@Nullable String environment, @Nullable String region) {

  /** All deployments that count. */
  public static final FigureScope TOTAL = new FigureScope(null, null);

  /** The whole first, then environments by name, each before its regions. */
  public static final Comparator<FigureScope> ORDER =
      Comparator.comparing(FigureScope::environment, Comparator.nullsFirst(String::compareTo))
          .thenComparing(FigureScope::region, Comparator.nullsFirst(String::compareTo));

  /**
   * @throws IllegalArgumentException for a region of no environment
   */
  public FigureScope {
    if (environment == null && region != null) {
      throw new IllegalArgumentException("a region is part of an environment");
    }
  }

  public boolean isTotal() {
    return environment == null;
  }
}
