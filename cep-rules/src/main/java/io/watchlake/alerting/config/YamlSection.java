package io.watchlake.alerting.config;

import io.watchlake.alerting.Matchers;
import io.watchlake.model.formula.LabelMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A section of a YAML file while it is read. What is wrong in it is told of and left out. */
final class YamlSection {

  private final String name;
  private final Node node;
  private final Faults faults;
  private final Map<String, Node> keys = new LinkedHashMap<>();

  /**
   * @param name what it is, for messages, such as {@code a route}
   * @param known the keys it may have; a key that ends in {@code *} stands for all that end in what
   *     follows
   */
  YamlSection(String name, Node node, List<String> known, Faults faults) {
    this.name = name;
    this.node = node;
    this.faults = faults;
    if (!(node instanceof MappingNode mapping)) {
      faults.add(node, name + " is no section", "write its keys below it, indented");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        faults.add(
            tuple.getKeyNode(),
            "unknown key '" + key + "' of " + name,
            "known here: " + String.join(", ", known));
      } else if (keys.putIfAbsent(key, tuple.getValueNode()) != null) {
        faults.add(tuple.getKeyNode(), "'" + key + "' is given twice", "keep one of them");
      }
    }
  }

  Node node() {
    return node;
  }

  @Nullable Node node(String key) {
    return keys.get(key);
  }

  void fault(String key, String message, String advice) {
    faults.add(keys.getOrDefault(key, node), message, advice);
  }

  /** Text; null where it is not given. */
  @Nullable String text(String key) {
    return scalar(key, text -> text, "write text");
  }

  /** Text that must be there; empty after telling that it is not. */
  String needed(String key) {
    String text = text(key);
    if (text == null || text.isEmpty()) {
      fault(key, name + " has no '" + key + "'", "write '" + key + ":' and a name");
      return "";
    }
    return text;
  }

  boolean flag(String key, boolean otherwise) {
    Boolean value =
        scalar(
            key,
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("'" + text + "' is neither true nor false");
              }
              return text.equals("true");
            },
            "write true or false");
    return value == null ? otherwise : value;
  }

  /** A duration as Prometheus writes it; null where it is not given. */
  @Nullable Duration duration(String key) {
    return scalar(key, Durations::parse, "write a duration such as 30s, 5m or 4h");
  }

  /** What a scalar says; null where it is not given or wrong. */
  <T> @Nullable T scalar(String key, Function<String, T> parser, String advice) {
    Node value = keys.get(key);
    return value == null ? null : scalar(value, parser, advice);
  }

  private <T> @Nullable T scalar(Node value, Function<String, T> parser, String advice) {
    if (!(value instanceof ScalarNode scalar)) {
      faults.add(value, "a single value belongs here", advice);
      return null;
    }
    try {
      return parser.apply(scalar.getValue());
    } catch (IllegalArgumentException e) {
      faults.add(value, String.valueOf(e.getMessage()), advice);
      return null;
    }
  }

  /** The values of a list; empty where it is not given. */
  <T> List<T> scalars(String key, Function<String, T> parser, String advice) {
    return list(key, (item, to) -> scalar(item, parser, advice));
  }

  List<String> texts(String key) {
    return scalars(key, text -> text, "write a list of texts");
  }

  /** The items of a list; those that are wrong are left out. */
  <T> List<T> list(String key, BiFunction<Node, Faults, @Nullable T> item) {
    Node value = keys.get(key);
    return value == null ? List.of() : items(value, item, faults);
  }

  static <T> List<T> items(Node list, BiFunction<Node, Faults, @Nullable T> item, Faults faults) {
    List<T> items = new ArrayList<>();
    if (!(list instanceof SequenceNode sequence)) {
      faults.add(list, "a list belongs here", "write an item a line, after '-'");
      return items;
    }
    for (Node child : sequence.getValue()) {
      T read = item.apply(child, faults);
      if (read != null) {
        items.add(read);
      }
    }
    return items;
  }

  /** Matchers, each item some of them. */
  List<LabelMatcher> matchers(String key) {
    return scalars(key, Matchers::parse, "write matchers such as severity=\"critical\"").stream()
        .flatMap(List::stream)
        .toList();
  }

  /** A section of names and lists of texts. */
  Map<String, List<String>> lists(String key) {
    Node value = keys.get(key);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    if (value instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        List<String> texts =
            items(
                tuple.getValueNode(),
                (item, to) -> scalar(item, text -> text, "write a list of texts"),
                faults);
        if (tuple.getKeyNode() instanceof ScalarNode name) {
          lists.put(name.getValue(), texts);
        } else {
          faults.add(tuple.getKeyNode(), "no name", "write a name and a list");
        }
      }
    } else if (value != null) {
      faults.add(value, "a section of lists belongs here", "write a name and a list a line");
    }
    return lists;
  }

  /** A section of names and texts. */
  Map<String, String> pairs(String key) {
    Node value = keys.get(key);
    Map<String, String> pairs = new LinkedHashMap<>();
    if (value instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode label
            && tuple.getValueNode() instanceof ScalarNode text) {
          pairs.put(label.getValue(), text.getValue());
        } else {
          faults.add(tuple.getKeyNode(), "no label and value", "write a label and its value");
        }
      }
    } else if (value != null) {
      faults.add(value, "a section of labels belongs here", "write a label and its value a line");
    }
    return pairs;
  }
}
