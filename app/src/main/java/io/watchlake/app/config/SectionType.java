package io.watchlake.app.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Values of one type, each below a name of the user's own.
 *
 * @param item the type of the values
 * @param plural what several of them are called
 */
record SectionType<T>(Type<T> item, String plural) implements Type<Map<String, T>> {

  @Override
  public String name() {
    return "section of " + plural;
  }

  @Override
  public String range() {
    return item.range();
  }

  @Override
  public @Nullable Map<String, T> read(Node node, Faults faults) {
    if (!(node instanceof MappingNode section)) {
      faults.add(
          node, Yaml.kind(node) + " where a section belongs", "write its keys below it, indented");
      return null;
    }
    Map<String, T> values = new TreeMap<>();
    boolean whole = true;
    for (NodeTuple entry : section.getValue()) {
      T value = item.read(entry.getValueNode(), faults);
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        faults.add(
            entry.getKeyNode(),
            "a key that is " + Yaml.kind(entry.getKeyNode()),
            "write a name and a colon");
        whole = false;
      } else if (value == null) {
        whole = false;
      } else if (values.put(key.getValue(), value) != null) {
        faults.add(key, Yaml.quoted(key.getValue()) + " is given twice", "keep one of them");
        whole = false;
      }
    }
    return whole ? values : null;
  }

  @Override
  public String show(Map<String, T> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(value -> Yaml.scalar(value.getKey()) + ": " + item.show(value.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
