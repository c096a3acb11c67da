package io.watchlake.ml.sketch;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import java.util.Arrays;

/** The last values of a stream, as floats. Sums are taken anew each time, so nothing drifts. */
public final class RecentValues {

  private final float[] ring;
  private final float[] sorted;
  private int next;
  private int size;

  /** None yet; at most {@code capacity} are kept. */
  public RecentValues(int capacity) {
    ring = new float[capacity];
    sorted = new float[capacity];
  }

  public void add(double value) {
    ring[next] = (float) value;
    next = next + 1 == ring.length ? 0 : next + 1;
    size = Math.min(size + 1, ring.length);
  }

  public int size() {
    return size;
  }

  /** The mean of the last {@code count} values, or of as many as there are; 0 without any. */
  public double mean(int count) {
    int taken = Math.min(count, size);
    double sum = 0;
    int at = next;
    for (int i = 0; i < taken; i++) {
      at = at == 0 ? ring.length - 1 : at - 1;
      sum += ring[at];
    }
    return taken == 0 ? 0 : sum / taken;
  }

  /** The standard deviation of all that are kept, around {@code mean}. */
  public double standardDeviation(double mean) {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      double away = ring[i] - mean;
      squares += away * away;
    }
    return size == 0 ? 0 : Math.sqrt(squares / size);
  }

  /** The upper median of all that are kept; 0 without any. */
  public double median() {
    if (size == 0) {
      return 0;
    }
    System.arraycopy(ring, 0, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
    return sorted[size / 2];
  }

  /** Whether all that are kept are below {@code value}. */
  public boolean allBelow(float value) {
    for (int i = 0; i < size; i++) {
      if (ring[i] >= value) {
        return false;
      }
    }
    return true;
  }

  public void write(StateWriter out) {
    out.writeShort(size);
    out.writeShort(next);
    for (int i = 0; i < size; i++) {
      out.writeFloat(ring[i]);
    }
  }

  public void read(StateReader in) {
    size = in.readCount(ring.length);
    next = in.readCount(ring.length - 1);
    for (int i = 0; i < size; i++) {
      ring[i] = in.readFloat();
    }
  }
}
