package io.watchlake.rules.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a section holds.
 *
 * @param node the mapping
 * @param nodes the nodes of the keys that are given
 * @param values those of them that are right
 */
record Entries(Node node, Map<String, Node> nodes, Map<String, Object> values, Place place) {

  /** Whether a key is there, right or wrong. */
  boolean given(Field<?> field) {
    return nodes.containsKey(field.name());
  }

  /** The value; null if it is not given, or not right. */
  @SuppressWarnings("unchecked") // the field's own type read it
  <T> @Nullable T get(Field<T> field) {
    return (T) values.get(field.name());
  }

  <T> T get(Field<T> field, T otherwise) {
    T value = get(field);
    return value == null ? otherwise : value;
  }

  /** The value of a key that must be there; null if it is not, or not right, after telling so. */
  <T> @Nullable T require(Field<T> field, String advice) {
    if (!given(field)) {
      error(field, "missing", advice);
    }
    return get(field);
  }

  /** Tells of a problem with a key's value, or with the section where the key is not given. */
  void error(Field<?> field, String message, String advice) {
    Node at = nodes.getOrDefault(field.name(), node);
    place.child(field.name()).error(at, message, advice);
  }

  /** Tells of each of these keys that is given that it has no place here. */
  void refuse(String why, Field<?>... fields) {
    for (Field<?> field : fields) {
      if (given(field)) {
        error(field, why, "remove it");
      }
    }
  }
}
