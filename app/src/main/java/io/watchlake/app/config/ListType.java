package io.watchlake.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A list of scalars of one type. */
record ListType<T>(Type<T> item) implements Type<List<T>> {

  @Override
  public String name() {
    return "list of " + item.name();
  }

  @Override
  public String range() {
    return item.range();
  }

  @Override
  public @Nullable List<T> read(Node node, Faults faults) {
    if (!(node instanceof SequenceNode sequence)) {
      faults.add(
          node, Yaml.kind(node) + " where a list belongs", "write [a, b], or an item a line");
      return null;
    }
    List<T> values = new ArrayList<>();
    boolean whole = true;
    for (Node child : sequence.getValue()) {
      T value = item.read(child, faults);
      if (value == null) {
        whole = false;
      } else {
        values.add(value);
      }
    }
    return whole ? List.copyOf(values) : null;
  }

  @Override
  public String show(List<T> value) {
    return value.stream().map(item::show).collect(Collectors.joining(", ", "[", "]"));
  }
}
