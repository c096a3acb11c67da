package io.watchlake.app.config;

import io.watchlake.app.config.Type.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What stands below one name of a section whose names are the user's own. */
final class Fields {

  /**
   * One of the keys that may stand there.
   *
   * @param name the key
   * @param type what its value may be
   */
  record Field<T>(String name, Type<T> type) {}

  /**
   * A section of the user's own.
   *
   * @param name its name
   * @param at where that stands
   */
  record Named(String name, Node at, Fields fields) {}

  private final Map<Field<?>, Object> values;

  private Fields(Map<Field<?>, Object> values) {
    this.values = values;
  }

  /** The value of a key; empty where it is not given. */
  @SuppressWarnings("unchecked") // what stands there was read by the field's own type
  <T> Optional<T> find(Field<T> field) {
    return Optional.ofNullable((T) values.get(field));
  }

  /**
   * Reads a section of sections.
   *
   * @param known the keys that may stand in each
   * @return null after every fault was told
   */
  static @Nullable List<Named> read(Node node, List<Field<?>> known, Faults faults) {
    if (!(node instanceof MappingNode sections)) {
      faults.add(
          node,
          Yaml.kind(node) + " where a section belongs",
          "write a name of your own and, below it, " + names(known));
      return null;
    }
    Map<String, Named> all = new HashMap<>();
    List<Named> inOrder = new ArrayList<>();
    boolean whole = true;
    for (NodeTuple entry : sections.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
        faults.add(key, "a key that is no name", "write a name and a colon");
        whole = false;
        continue;
      }
      String name = scalar.getValue();
      Fields fields = fields(name, entry.getValueNode(), known, faults);
      if (fields == null) {
        whole = false;
        continue;
      }
      Named named = new Named(name, key, fields);
      if (all.put(name, named) != null) {
        faults.add(key, Yaml.quoted(name) + " is given twice", "keep one of them");
        whole = false;
      }
      inOrder.add(named);
    }
    return whole ? inOrder : null;
  }

  private static @Nullable Fields fields(
      String name, Node node, List<Field<?>> known, Faults faults) {
    if (!(node instanceof MappingNode section)) {
      faults.add(
          node,
          Yaml.quoted(name) + " is " + Yaml.kind(node) + ", not a section",
          "write below it one of " + names(known));
      return null;
    }
    Map<Field<?>, Object> values = new HashMap<>();
    boolean whole = true;
    for (NodeTuple entry : section.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      Field<?> field = known.stream().filter(each -> each.name().equals(key)).findFirst().orElse(null);
      if (field == null) {
        faults.add(
            entry.getKeyNode(),
            "unknown key " + Yaml.quoted(key) + " of " + Yaml.quoted(name),
            "write one of " + names(known));
        whole = false;
        continue;
      }
      Object value = field.type().read(entry.getValueNode(), faults);
      if (value == null) {
        whole = false;
      } else if (values.put(field, value) != null) {
        faults.add(
            entry.getKeyNode(),
            Yaml.quoted(key) + " of " + Yaml.quoted(name) + " is given twice",
            "keep one of them");
        whole = false;
      }
    }
    return whole ? new Fields(values) : null;
  }

  /** The keys as they are told to the reader. */
  static String names(List<Field<?>> known) {
    return String.join(", ", known.stream().map(Field::name).toList());
  }
}
