package io.watchlake.app.template;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How values are judged and shown. */
final class Values {

  private Values() {}

  /** Whether a value is one: not false, not 0, not empty. */
  static boolean isTrue(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Collection<?> items) {
      return !items.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    Iterable<Object> items = value instanceof Fields fields ? fields.items() : null;
    return items == null || items.iterator().hasNext();
  }

  /** A value as text, as Go prints it. */
  static String shown(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? String.valueOf(number.longValue())
          : number.toString();
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(Values::shown).collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map)
          .entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue())
              .collect(Collectors.joining(" ", "map[", "]"));
    }
    return value instanceof Fields ? "{…}" : String.valueOf(value);
  }
}
