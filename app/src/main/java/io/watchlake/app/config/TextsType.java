package io.watchlake.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Texts by names of the user's own. */
final class TextsType implements Type<Map<String, String>> {

  @Override
  public String name() {
    return "section of texts";
  }

  @Override
  public String range() {
    return "";
  }

  @Override
  public @Nullable Map<String, String> read(Node node, Faults faults) {
    if (!(node instanceof MappingNode section)) {
      faults.add(
          node, Yaml.kind(node) + " where a section belongs", "write its keys below it, indented");
      return null;
    }
    Map<String, String> texts = new HashMap<>();
    boolean whole = true;
    for (NodeTuple entry : section.getValue()) {
      String value = Types.TEXT.read(entry.getValueNode(), faults);
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        faults.add(
            entry.getKeyNode(),
            "a key that is " + Yaml.kind(entry.getKeyNode()),
            "write a name and a colon");
        whole = false;
      } else if (value == null) {
        whole = false;
      } else if (texts.put(key.getValue(), value) != null) {
        faults.add(key, Yaml.quoted(key.getValue()) + " is given twice", "keep one of them");
        whole = false;
      }
    }
    return whole ? new TreeMap<>(texts) : null;
  }

  @Override
  public String show(Map<String, String> value) {
    return DerivedType.shown(value);
  }
}
