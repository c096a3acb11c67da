package io.watchlake.ml.sketch;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * A robust centre for each phase of a season, such as the half hours of a day: a running mean whose
 * steps are clipped (Huber's estimator, taken one value at a time), which one outlier cannot move
 * far.
 */
public final class SeasonalTable {

  /** From so many values on a new one counts like the thousandth: the past is forgotten slowly. */
  private static final int MEMORY = 1000;

  private final double[] centres;
  private final char[] counts;

  /** Phases without values. */
  public SeasonalTable(int phases) {
    centres = new double[phases];
    counts = new char[phases];
  }

  /** How many values the phase has taken, at most 1,000. */
  public int count(int phase) {
    return counts[phase];
  }

  /** The centre of the phase; 0 before its first value. */
  public double centre(int phase) {
    return centres[phase];
  }

  /**
   * Takes a value.
   *
   * @param farthest how far from the centre a value may be and still count in full
   */
  public void add(int phase, double value, double farthest) {
    int count = Math.min(MEMORY, counts[phase] + 1);
    counts[phase] = (char) count;
    if (count == 1) {
      centres[phase] = value;
    } else {
      double away = Math.max(-farthest, Math.min(farthest, value - centres[phase]));
      centres[phase] += away / count;
    }
  }

  public void write(StateWriter out) {
    out.writeShort(centres.length);
    for (int i = 0; i < centres.length; i++) {
      out.writeShort(counts[i]);
      if (counts[i] > 0) {
        out.writeDouble(centres[i]);
      }
    }
  }

  public void read(StateReader in) {
    int phases = in.readCount(centres.length);
    for (int i = 0; i < phases; i++) {
      counts[i] = (char) in.readShort();
      centres[i] = counts[i] > 0 ? in.readDouble() : 0;
    }
  }
}
