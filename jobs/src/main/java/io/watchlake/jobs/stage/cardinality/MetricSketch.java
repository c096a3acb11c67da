package io.watchlake.jobs.stage.cardinality;

import io.watchlake.model.sketch.DistinctSketch;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Series;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many series of a metric were seen, and how many values each of their labels had. Its size is
 * bounded, whatever is added. Not for several threads.
 */
public final class MetricSketch {

  /** Of a metric with more labels than this the others are taken together. */
  static final int MAX_LABELS = 64;

  /** Stands for the labels that are taken together; its values are their names. */
  public static final String OTHER_LABELS = "*";

  private final DistinctSketch series = new DistinctSketch();
  private final Map<String, DistinctSketch> labels = new TreeMap<>();

  /** A sketch of no series. */
  public MetricSketch() {}

  /** Adds a series without what it shares with others. */
  void add(Series of) {
    series.add(of.id());
    add(of.attributes());
  }

  /** Adds attributes of series. */
  void add(Attributes attributes) {
    attributes.strings().forEach(this::label);
    attributes.longs().forEach(this::label);
    attributes.doubles().forEach(this::label);
    attributes.booleans().forEach(this::label);
  }

  private void label(String name, Object value) {
    DistinctSketch values = of(name);
    if (values != null) {
      values.add(value.toString());
    }
  }

  /** The sketch of a label's values; null where it is one too many, which is noted. */
  private @Nullable DistinctSketch of(String label) {
    DistinctSketch known = labels.get(label);
    if (known != null) {
      return known;
    }
    int others = labels.containsKey(OTHER_LABELS) ? 1 : 0;
    if (labels.size() - others >= MAX_LABELS && !label.equals(OTHER_LABELS)) {
      labels.computeIfAbsent(OTHER_LABELS, other -> new DistinctSketch()).add(label);
      return null;
    }
    DistinctSketch made = new DistinctSketch();
    labels.put(label, made);
    return made;
  }

  /**
   * Adds what somebody saw.
   *
   * @throws IllegalArgumentException where bytes are damaged
   */
  public void add(byte[] seenSeries, Map<String, byte[]> seenLabels) {
    series.add(seenSeries);
    seenLabels.forEach(
        (name, sketch) -> {
          DistinctSketch values = of(name);
          if (values != null) {
            values.add(sketch);
          }
        });
  }

  /** Adds all of another sketch. */
  public void add(MetricSketch other) {
    add(other.seriesBytes(), other.labelBytes());
  }

  /** How many series there are, about. */
  public long estimate() {
    return series.estimate();
  }

  /** How many values each label has, about; by its name. */
  public Map<String, Long> labelValues() {
    Map<String, Long> values = new TreeMap<>();
    labels.forEach((label, sketch) -> values.put(label, sketch.estimate()));
    return values;
  }

  /** The series' sketch as bytes. */
  public byte[] seriesBytes() {
    return series.bytes();
  }

  /** The sketch of each label's values as bytes, by its name. */
  public Map<String, byte[]> labelBytes() {
    Map<String, byte[]> bytes = new TreeMap<>();
    labels.forEach((label, sketch) -> bytes.put(label, sketch.bytes()));
    return bytes;
  }

  /** A sketch of the same that changes apart from this one. */
  public MetricSketch copy() {
    MetricSketch copy = new MetricSketch();
    copy.add(this);
    return copy;
  }
}
