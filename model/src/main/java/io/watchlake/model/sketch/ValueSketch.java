package io.watchlake.model.sketch;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How values are spread: a DDSketch, whose quantiles are off by one part in a hundred of the value
 * at most. What it says does not depend on the order or grouping in which values were added. Values
 * that are not finite, or beyond some 1e307, are left out; of values that spread over more than 17
 * orders of magnitude, the smallest are told apart no more. Immutable.
 */
public final class ValueSketch {

  /** Names the sketch and the form of its bytes: that of the library's {@code DDSketch.encode}. */
  public static final String KIND = "ddsketch/1";

  private static final double ACCURACY = 0.01;
  private static final int MAX_BUCKETS = 2048;

  private final DDSketch sketch;

  private ValueSketch(DDSketch sketch) {
    this.sketch = sketch;
  }

  /** Values while they are added, one after the other. */
  public static final class Builder {

    private final DDSketch sketch = empty();

    public Builder() {}

    public Builder add(double value) {
      if (Math.abs(value) <= sketch.getIndexMapping().maxIndexableValue()) {
        sketch.accept(value);
      }
      return this;
    }

    /** The sketch of what was added; null where nothing was. Ends the builder's use. */
    public @Nullable ValueSketch build() {
      return sketch.isEmpty() ? null : new ValueSketch(sketch);
    }
  }

  /** The sketch of the values of both; null where both are. */
  public static @Nullable ValueSketch sum(@Nullable ValueSketch one, @Nullable ValueSketch other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    DDSketch merged = one.sketch.copy();
    merged.mergeWith(other.sketch);
    return new ValueSketch(merged);
  }

  /** How many values were added. */
  public long count() {
    return Math.round(sketch.getCount());
  }

  /**
   * The value that a share of all does not exceed.
   *
   * @param quantile 0 to 1
   */
  public double quantile(double quantile) {
    return sketch.getValueAtQuantile(quantile);
  }

  /** Takes buckets of values. */
  public interface BucketConsumer {

    /**
     * A bucket that has values.
     *
     * @param lower no value is below
     * @param upper no value is above
     * @param count how many values; at least one
     */
    void accept(double lower, double upper, double count);
  }

  /**
   * Gives the buckets that values were counted in, the lowest first; bounds of all sketches fit.
   */
  public void forEachBucket(BucketConsumer to) {
    IndexMapping mapping = sketch.getIndexMapping();
    Store below = sketch.getNegativeValueStore();
    Store above = sketch.getPositiveValueStore();
    below
        .getDescendingIterator()
        .forEachRemaining(
            bin ->
                to.accept(
                    -mapping.upperBound(bin.getIndex()),
                    -mapping.lowerBound(bin.getIndex()),
                    bin.getCount()));
    double zeros = sketch.getCount() - below.getTotalCount() - above.getTotalCount();
    if (zeros > 0) {
      to.accept(0, 0, zeros);
    }
    above
        .getAscendingIterator()
        .forEachRemaining(
            bin ->
                to.accept(
                    mapping.lowerBound(bin.getIndex()),
                    mapping.upperBound(bin.getIndex()),
                    bin.getCount()));
  }

  /** The sketch that a rollup carries; null where it carries nothing that is known here. */
  public static @Nullable ValueSketch of(Rollup.@Nullable Sketch told) {
    return told == null || !told.kind().equals(KIND) ? null : of(told.bytes());
  }

  /** As a rollup carries it. */
  public Rollup.Sketch told() {
    return new Rollup.Sketch(KIND, bytes());
  }

  /** The bytes that {@link #of} reads. */
  public byte[] bytes() {
    GrowingByteArrayOutput out = GrowingByteArrayOutput.withInitialCapacity(256);
    try {
      sketch.encode(out, /* omitIndexMapping= */ false);
    } catch (IOException e) {
      throw new UncheckedIOException("a sketch could not be written into memory", e);
    }
    return out.trimmedCopy();
  }

  /**
   * What {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException where the bytes are no such sketch
   */
  public static ValueSketch of(byte[] bytes) {
    try {
      DDSketch sketch = empty();
      sketch.decodeAndMergeWith(ByteArrayInput.wrap(bytes));
      return new ValueSketch(sketch);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("the bytes of a sketch are damaged", e);
    }
  }

  /** The quantile of what a rollup carries; empty where it carries nothing that is known here. */
  public static OptionalDouble quantile(Rollup.@Nullable Sketch told, double quantile) {
    ValueSketch sketch = of(told);
    return sketch == null ? OptionalDouble.empty() : OptionalDouble.of(sketch.quantile(quantile));
  }

  private static DDSketch empty() {
    return new DDSketch(new LogarithmicMapping(ACCURACY), ValueSketch::store);
  }

  private static Store store() {
    return new CollapsingLowestDenseStore(MAX_BUCKETS);
  }
}
