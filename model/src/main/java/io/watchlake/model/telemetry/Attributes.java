package io.watchlake.model.telemetry;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes, one map per scalar type as the tables store them.
 *
 * @param strings string values
 * @param longs integer values
 * @param doubles floating point values
 * @param booleans boolean values
 * @param json all other values (arrays, nested maps, bytes, empty) as one JSON object from key to
 *     value; bytes are {@code {"$bytes": "<base64>"}}, NaN and infinities are strings; null where
 *     there are none
 */
public record Attributes(
    Map<String, String> strings,
    Map<String, Long> longs,
    Map<String, Double> doubles,
    Map<String, Boolean> booleans,
    @Nullable String json) {

  public static final Attributes EMPTY =
      new Attributes(Map.of(), Map.of(), Map.of(), Map.of(), null);

  public boolean isEmpty() {
    return strings.isEmpty()
        && longs.isEmpty()
        && doubles.isEmpty()
        && booleans.isEmpty()
        && json == null;
  }

  /** The scalar of a name as text; empty where there is none. */
  public String text(String name) {
    String string = strings.get(name);
    if (string != null) {
      return string;
    }
    Object other = longs.get(name);
    other = other == null ? doubles.get(name) : other;
    other = other == null ? booleans.get(name) : other;
    return other == null ? "" : other.toString();
  }

  /** Adds the names of all scalars. */
  public void addNames(Collection<String> names) {
    names.addAll(strings.keySet());
    names.addAll(longs.keySet());
    names.addAll(doubles.keySet());
    names.addAll(booleans.keySet());
  }
}
