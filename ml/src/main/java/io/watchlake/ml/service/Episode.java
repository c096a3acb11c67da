package io.watchlake.ml.service;

import io.watchlake.ml.sketch.RecentValues;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * Lets what is unusual for a while be told once, when it begins, and again when it gets worse: as
 * with a series, while a minute as strong is among the last 20 nothing is new.
 */
public final class Episode {

  private static final int MINUTES = 20;

  private final RecentValues strengths = new RecentValues(MINUTES);

  /** Takes the strength of the next minute, and says whether it is above 0 and new. */
  public boolean begins(double strength) {
    boolean begins = strength > 0 && strengths.allBelow((float) strength);
    strengths.add(strength);
    return begins;
  }

  public void write(StateWriter out) {
    strengths.write(out);
  }

  /** What {@link #write} wrote. */
  public static Episode read(StateReader in) {
    Episode episode = new Episode();
    episode.strengths.read(in);
    return episode;
  }
}
