package io.watchlake.model.sketch;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * How many different values there are: a HyperLogLog sketch. Up to some dozens are told exactly;
 * beyond, what is told is off by {@link #STANDARD_ERROR} typically, and by four times that hardly
 * ever. Sketches of parts, put together, tell of the whole, whatever the parts have in common. As
 * bytes it takes little more than a kibibyte at most. Not for several threads.
 */
public final class DistinctSketch {

  private static final int LG_REGISTERS = 11;

  /** Of the estimate, as a share of it: HyperLogLog's 1.04 by the root of the registers. */
  public static final double STANDARD_ERROR = 1.04 / Math.sqrt(1 << LG_REGISTERS);

  private final Union union = new Union(LG_REGISTERS);

  /** A sketch of nothing. */
  public DistinctSketch() {}

  /**
   * The sketch that {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException where the bytes are damaged
   */
  public static DistinctSketch of(byte[] bytes) {
    DistinctSketch sketch = new DistinctSketch();
    sketch.add(bytes);
    return sketch;
  }

  /** Adds a value. */
  public void add(long value) {
    union.update(value);
  }

  /** Adds a value; an empty text is one too. */
  public void add(String value) {
    // The library passes over texts without characters.
    union.update('=' + value);
  }

  /**
   * Adds all values of another sketch.
   *
   * @param sketch what {@link #bytes} wrote
   * @throws IllegalArgumentException where the bytes are damaged
   */
  public void add(byte[] sketch) {
    try {
      union.update(HllSketch.heapify(Memory.wrap(sketch)));
    } catch (RuntimeException e) {
      // The library has exceptions and assertions of several kinds for this.
      throw new IllegalArgumentException("the bytes of a sketch are damaged", e);
    }
  }

  /** How many different values were added, about. */
  public long estimate() {
    return Math.round(union.getEstimate());
  }

  /** The sketch in the library's compact form, serial version 1. */
  public byte[] bytes() {
    return union.getResult(TgtHllType.HLL_4).toCompactByteArray();
  }
}
