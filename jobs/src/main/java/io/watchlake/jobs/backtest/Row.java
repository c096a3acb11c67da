package io.watchlake.jobs.backtest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of an answer, read from its first value to its last. */
final class Row {

  private static final long NANOS = 1_000_000_000;

  private final List<@Nullable Object> values;
  private int next;

  Row(List<@Nullable Object> values) {
    this.values = values;
  }

  private @Nullable Object value() {
    return values.get(next++);
  }

  /** Empty where there is none. */
  String text() {
    Object value = value();
    return value == null ? "" : value.toString();
  }

  @Nullable String textOrNone() {
    Object value = value();
    return value == null ? null : value.toString();
  }

  /** NaN where there is none. */
  double number() {
    return value() instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** 0 where there is none. */
  long whole() {
    return value() instanceof Number number ? number.longValue() : 0;
  }

  boolean flag() {
    return Boolean.TRUE.equals(value());
  }

  /** Nanoseconds since the epoch; 0 where there is none. */
  long time() {
    return value() instanceof Instant time ? time.getEpochSecond() * NANOS + time.getNano() : 0;
  }

  /** Null where there is none. */
  double @Nullable [] numbers() {
    return value() instanceof List<?> list
        ? list.stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray()
        : null;
  }

  /** Null where there is none. */
  long @Nullable [] wholes() {
    return value() instanceof List<?> list
        ? list.stream().mapToLong(one -> ((Number) one).longValue()).toArray()
        : null;
  }

  /** Empty where there is none. */
  List<String> texts() {
    return value() instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Empty where there is none. */
  <T> Map<String, T> map(Function<Object, T> of) {
    Map<String, T> map = new TreeMap<>();
    if (value() instanceof Map<?, ?> found) {
      found.forEach(
          (name, value) -> {
            if (value != null) {
              map.put(String.valueOf(name), of.apply(value));
            }
          });
    }
    return map;
  }
}
