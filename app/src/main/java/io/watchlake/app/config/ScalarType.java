package io.watchlake.app.config;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A type with a single YAML scalar as its value.
 *
 * @param parse makes the value; refuses with an {@link IllegalArgumentException} whose message says
 *     what is wrong
 * @param advice what to write instead of a refused value
 * @param accepted the YAML types {@code parse} is given
 */
record ScalarType<T>(
    String name,
    String range,
    String advice,
    Set<Tag> accepted,
    Function<String, T> parse,
    Function<T, String> print)
    implements Type<T> {

  @Override
  public @Nullable T read(Node node, Faults faults) {
    if (!(node instanceof ScalarNode scalar)) {
      faults.add(node, Yaml.kind(node) + " where " + article(name) + " belongs", advice);
      return null;
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      faults.add(node, "no value", advice + ", or remove the key");
      return null;
    }
    if (!accepted.contains(scalar.getTag())) {
      boolean quotes = scalar.getTag().equals(Tag.STR) && !scalar.isPlain();
      faults.add(
          node,
          Yaml.quoted(scalar) + " is " + Yaml.kind(node) + (quotes ? ", being in quotes" : ""),
          advice);
      return null;
    }
    try {
      return parse.apply(scalar.getValue());
    } catch (IllegalArgumentException refused) {
      faults.add(node, Optional.ofNullable(refused.getMessage()).orElse("not valid"), advice);
      return null;
    }
  }

  @Override
  public String show(T value) {
    return print.apply(value);
  }

  /** The same type with more to check after parsing. */
  ScalarType<T> checked(String newRange, String newAdvice, UnaryOperator<T> check) {
    return new ScalarType<>(
        name, newRange, newAdvice, accepted, text -> check.apply(parse.apply(text)), print);
  }

  private static String article(String name) {
    if (name.equals("text")) {
      return name;
    }
    return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }
}
