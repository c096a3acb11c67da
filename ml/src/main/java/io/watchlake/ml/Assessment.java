package io.watchlake.ml;

import org.jspecify.annotations.Nullable;

/**
 * What a detector says about a point.
 *
 * @param score how anomalous, 0 to 1; 0 as well while a louder or equal point is among the last 20
 * @param confidence how much the score can be relied on, 0 to 1: grows with the length of the past
 *     and with the share of members that agree
 * @param evidence why; null where nothing is unusual
 */
public record Assessment(double score, double confidence, @Nullable Evidence evidence) {

  /** Of a value that is missing, and of one that nothing can be said about yet. */
  public static final Assessment NONE = new Assessment(0, 0, null);
}
