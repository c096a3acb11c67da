package io.watchlake.app.template;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value with fields of fixed names, such as an alert. Values of fields are texts, numbers, truth
 * values, lists, maps of texts and such values again.
 */
public final class Fields {

  private final Map<String, Supplier<Object>> fields;
  private final @Nullable Iterable<Object> items;

  private Fields(Map<String, Supplier<Object>> fields, @Nullable Iterable<Object> items) {
    this.fields = Map.copyOf(fields);
    this.items = items;
  }

  /** A value with fields. */
  public static Fields of(Map<String, Supplier<Object>> fields) {
    return new Fields(fields, null);
  }

  /** A list that has fields too. */
  public static Fields ofList(Map<String, Supplier<Object>> fields, Iterable<Object> items) {
    return new Fields(fields, items);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Object get(String name) {
    Supplier<Object> field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return field.get();
  }

  /** The names of the fields, in their order. */
  String names() {
    return String.join(", ", fields.keySet().stream().sorted().toList());
  }

  /** What a loop goes over; null where it is no list. */
  @Nullable Iterable<Object> items() {
    return items;
  }
}
