package io.watchlake.app.config;

import io.watchlake.app.config.Type.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
   * Reads a section of sections, and makes something of each.
   *
   * @param known the keys that may stand in each
   * @param make refuses with an {@link IllegalArgumentException} whose message says what is wrong
   * @param advice what to do about what is refused
   * @return null after every fault was told
   */
  static <T> @Nullable List<T> read(
      Node node, List<Field<?>> known, Function<Named, T> make, String advice, Faults faults) {
    if (!(node instanceof MappingNode sections)) {
      faults.add(
          node,
          Yaml.kind(node) + " where a section belongs",
          "write a name of your own and, below it, " + names(known));
      return null;
    }
    Set<String> names = new HashSet<>();
    List<T> made = new ArrayList<>();
    boolean whole = true;
    for (NodeTuple entry : sections.getValue()) {
      Named named = named(entry, known, faults);
      if (named == null) {
        whole = false;
      } else if (!names.add(named.name())) {
        faults.add(named.at(), Yaml.quoted(named.name()) + " is given twice", "keep one of them");
        whole = false;
      } else {
        try {
          made.add(make.apply(named));
        } catch (IllegalArgumentException refused) {
          faults.add(named.at(), String.valueOf(refused.getMessage()), advice);
          whole = false;
        }
      }
    }
    return whole ? made : null;
  }

  private static @Nullable Named named(NodeTuple entry, List<Field<?>> known, Faults faults) {
    Node key = entry.getKeyNode();
    if (!(key instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      faults.add(key, "a key that is no name", "write a name and a colon");
      return null;
    }
    Fields fields = fields(scalar.getValue(), entry.getValueNode(), known, faults);
    return fields == null ? null : new Named(scalar.getValue(), key, fields);
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
      Field<?> field =
          known.stream().filter(each -> each.name().equals(key)).findFirst().orElse(null);
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
