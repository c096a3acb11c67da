package io.watchlake.app.config;

import io.watchlake.app.config.Check.Entry;
import io.watchlake.app.config.Check.Status;
import io.watchlake.app.config.Problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks a file's nodes beside the tree of keys; tells every problem and keeps every value. */
final class Walker {

  private final List<Problem> problems = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Key<?>, Object> values = new LinkedHashMap<>();
  private final Map<Key<?>, Node> places = new HashMap<>();
  private final Map<Key<?>, Map<String, Object>> byName = new HashMap<>();
  private final Map<Key<?>, Map<String, Node>> placesByName = new HashMap<>();

  void walk(Node root) {
    section(root, "", Registry.TREE);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  Values values() {
    return new Values(values, byName);
  }

  /** Where the keys stand in the file that have one place. */
  Map<Key<?>, Node> places() {
    return Map.copyOf(places);
  }

  /** Where the keys with one {@code *} stand, by the name that stands there. */
  Map<Key<?>, Map<String, Node>> placesByName() {
    return Map.copyOf(placesByName);
  }

  private void section(Node node, String path, KeyTree tree) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      error(
          node,
          path,
          Yaml.kind(node) + " where a section belongs",
          "write its keys below it, indented");
      return;
    }
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node name = tuple.getKeyNode();
      if (!(name instanceof ScalarNode scalar)) {
        error(name, path, "a key that is " + Yaml.kind(name), "write a name and a colon");
        continue;
      }
      String text = scalar.getValue();
      String childPath = (path.isEmpty() ? "" : path + '.') + Yaml.shown(text);
      Integer before = lines.putIfAbsent(text, line(name));
      if (before != null) {
        error(name, childPath, "given twice, first in line " + before, "keep one of them");
        continue;
      }
      child(name, text, tuple.getValueNode(), childPath, tree);
    }
  }

  private void child(Node name, String text, Node value, String path, KeyTree tree) {
    KeyTree child = tree.child(text);
    if (child == null) {
      String advice =
          Suggestions.advice(text, tree.names(), Registry.keys().stream().map(Key::path).toList());
      error(name, path, "unknown key", advice);
      entries.add(entry(name, path, Status.UNKNOWN, advice));
      return;
    }
    Key<?> key = child.key();
    if (key != null) {
      leaf(name, value, path, key);
    } else if (child.items() != null) {
      items(value, path, child.items());
    } else {
      section(value, path, child);
    }
  }

  private void items(Node node, String path, @Nullable KeyTree item) {
    if (!(node instanceof SequenceNode sequence)) {
      error(
          node, path, Yaml.kind(node) + " where a list belongs", "write an item a line, after '-'");
      return;
    }
    int index = 0;
    for (Node child : sequence.getValue()) {
      if (item != null) {
        section(child, path + '[' + index + ']', item);
      }
      index++;
    }
  }

  private <T> void leaf(Node name, Node node, String path, Key<T> key) {
    int before = problems.size();
    T value = key.type().read(node, (at, message, advice) -> error(at, path, message, advice));
    if (value == null) {
      String why =
          problems.size() > before ? problems.get(before).message() : "its value is not valid";
      entries.add(entry(name, path, Status.INVALID, why));
      return;
    }
    entries.add(entry(name, path, key.used() ? Status.USED : Status.NOT_USED, key.use().text()));
    warnOfSecrets(name, node, path, key);
    if (key.single()) {
      values.put(key, value);
      places.put(key, node);
    } else if (key.named()) {
      String own = key.nameIn(path);
      byName.computeIfAbsent(key, unused -> new HashMap<>()).put(own, value);
      placesByName.computeIfAbsent(key, unused -> new HashMap<>()).put(own, node);
    }
  }

  private void warnOfSecrets(Node name, Node node, String path, Key<?> key) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    if (key.type().secret()) {
      problem(
          Severity.WARNING,
          node,
          path,
          "a secret written in the file, which is not used",
          "put it into an environment variable and name that in "
              + last
              + "_env, or into a file and name that in "
              + last
              + "_file");
    } else if (key.path().endsWith(".*") && SecretKeys.soundsSecret(last)) {
      problem(
          Severity.WARNING,
          name,
          path,
          "looks like a secret written in the file",
          "remove it if it is one; whoever reads the file can use it");
    }
  }

  private void error(Node at, String path, String message, String advice) {
    problem(Severity.ERROR, at, path, message, advice);
  }

  private void problem(Severity severity, Node at, String path, String message, String advice) {
    problems.add(new Problem(severity, line(at), column(at), path, message, advice));
  }

  private static Entry entry(Node name, String path, Status status, String why) {
    return new Entry(line(name), column(name), path, status, why);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  private static int column(Node node) {
    return node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
  }
}
