package io.watchlake.rules.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping with known keys.
 *
 * @param name the name of its definition in the schema
 * @param help what it is, a sentence
 */
record Section(String name, String help, List<Field<?>> fields) {

  Section {
    fields = List.copyOf(fields);
  }

  /** What a mapping holds; null if the node is none. Unknown and repeated keys are told of. */
  @Nullable Entries read(Node node, Place place) {
    if (!(node instanceof MappingNode mapping)) {
      place.error(
          node,
          YamlNodes.kind(node) + " where a section belongs",
          "write its keys below it, indented: " + names());
      return null;
    }
    Map<String, Node> nodes = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String text = key instanceof ScalarNode scalar ? scalar.getValue() : null;
      Field<?> field = text == null ? null : field(text);
      if (text == null) {
        place.error(key, "a key that is " + YamlNodes.kind(key), "write a name and a colon");
      } else if (field == null) {
        place.child(YamlNodes.shown(text)).error(key, "unknown key", "known here: " + names());
      } else if (nodes.containsKey(text)) {
        int line = nodes.get(text).getStartMark().map(Mark::getLine).orElse(-1) + 1;
        place.child(text).error(key, "given twice, first in line " + line, "keep one of them");
      } else {
        nodes.put(text, tuple.getValueNode());
        Object value = field.type().read(tuple.getValueNode(), place.child(text));
        if (value != null) {
          values.put(text, value);
        }
      }
    }
    return new Entries(mapping, nodes, values, place);
  }

  private @Nullable Field<?> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElse(null);
  }

  private String names() {
    return String.join(", ", fields.stream().map(Field::name).toList());
  }

  /** The JSON schema. */
  Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field<?> field : fields) {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("description", field.help());
      schema.putAll(new TreeMap<>(field.type().schema()));
      properties.put(field.name(), schema);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", help);
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    return schema;
  }
}
