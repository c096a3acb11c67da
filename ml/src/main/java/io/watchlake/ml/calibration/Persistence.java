package io.watchlake.ml.calibration;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * Whether unusual measures gather: the share of unusual measures over the last 6, 24 and 72 points,
 * each weighed against its own past.
 */
public final class Persistence {

  private static final int[] SPANS = {6, 24, 72};
  private static final int LONGEST = 72;
  private static final double FLOOR = 1e-3;

  private final byte[] unusual = new byte[LONGEST];
  private final int[] sums = new int[SPANS.length];
  private final TailEvidence[] evidences = new TailEvidence[SPANS.length];
  private int next;
  private int size;
  private double share;
  private double usual;

  /** No points yet; the past of each span is kept in {@code buckets} buckets. */
  public Persistence(int buckets) {
    for (int i = 0; i < SPANS.length; i++) {
      evidences[i] = new TailEvidence(buckets, FLOOR);
    }
  }

  /**
   * Takes a point and tells the evidence, the mean over the spans.
   *
   * @param count how many measures of the point were unusual
   * @param members out of how many
   * @param weigh whether evidence is wanted; without, the answer is 0
   * @param learn whether the point becomes part of the past
   */
  public double update(int count, int members, boolean weigh, boolean learn) {
    double sum = 0;
    double strongest = 0;
    size = Math.min(size + 1, LONGEST);
    for (int i = 0; i < SPANS.length; i++) {
      sums[i] += count;
      if (SPANS[i] < size || SPANS[i] == LONGEST) {
        sums[i] -= unusual[Math.floorMod(next - SPANS[i], LONGEST)];
      }
      float now = (float) (sums[i] / (double) members / Math.min(size, SPANS[i]));
      if (weigh) {
        double evidence = evidences[i].of(now);
        sum += evidence;
        if (evidence > strongest) {
          strongest = evidence;
          share = now;
          usual = evidences[i].usual();
        }
      }
      if (learn) {
        evidences[i].learn(now);
      }
    }
    unusual[next] = (byte) count;
    next = next + 1 == LONGEST ? 0 : next + 1;
    return sum / SPANS.length;
  }

  /** The share of unusual measures in the span that spoke loudest at the last evidence above 0. */
  public double share() {
    return share;
  }

  /** What that share stays below in 95 % of the past. */
  public double usual() {
    return usual;
  }

  public void write(StateWriter out) {
    out.writeShort(next);
    out.writeShort(size);
    for (byte count : unusual) {
      out.writeByte(count);
    }
    for (TailEvidence evidence : evidences) {
      evidence.write(out);
    }
  }

  public void read(StateReader in) {
    next = in.readCount(LONGEST - 1);
    size = in.readCount(LONGEST);
    for (int i = 0; i < LONGEST; i++) {
      unusual[i] = (byte) in.readByte();
    }
    for (int i = 0; i < SPANS.length; i++) {
      sums[i] = 0;
      for (int back = 1; back <= Math.min(size, SPANS[i]); back++) {
        sums[i] += unusual[Math.floorMod(next - back, LONGEST)];
      }
    }
    for (TailEvidence evidence : evidences) {
      evidence.read(in);
    }
  }
}
