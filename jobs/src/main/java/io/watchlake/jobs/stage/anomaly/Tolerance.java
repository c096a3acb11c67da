package io.watchlake.jobs.stage.anomaly;

import io.watchlake.model.anomaly.FalsePositive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of anomalies of one shape, a series and an expectation, that were said to be none.
 * Each halves the evidence of the next ones of this shape, unless they are much stronger.
 *
 * @param anomalies their ids, oldest first; at most {@link #MOST}
 * @param strength the strongest of them
 * @param saidUnixNano when the last was said, nanoseconds since the epoch
 */
public record Tolerance(List<String> anomalies, double strength, long saidUnixNano) {

  /** So many are counted. */
  public static final int MOST = 8;

  /** What was said is forgotten after this. */
  public static final Duration KEPT = Duration.ofDays(180);

  /** How much stronger one may be and still be of the same shape. */
  private static final double ALIKE = 1.5;

  public Tolerance {
    anomalies = List.copyOf(anomalies);
  }

  /** After the first. */
  public static Tolerance of(FalsePositive said) {
    return new Tolerance(List.of(said.anomaly()), said.strength(), said.saidUnixNano());
  }

  /** What belongs together: the series of a timeline and the expectation. */
  public static String key(String timeline, String series, String expectation) {
    return timeline + '/' + series + '/' + expectation;
  }

  /** The same after one more; no other where it was counted before. */
  public Tolerance with(FalsePositive said) {
    if (anomalies.contains(said.anomaly())) {
      return this;
    }
    List<String> more = new ArrayList<>(anomalies);
    more.add(said.anomaly());
    if (more.size() > MOST) {
      more.remove(0);
    }
    return new Tolerance(
        more, Math.max(strength, said.strength()), Math.max(saidUnixNano, said.saidUnixNano()));
  }

  /** How many times evidence of this strength is halved. */
  public int halvings(double found) {
    return found <= ALIKE * strength ? anomalies.size() : 0;
  }

  /** Whether it was said too long ago to count. */
  public boolean isOver(long nowUnixNano) {
    return saidUnixNano < nowUnixNano - KEPT.toNanos();
  }
}
