package io.watchlake.rules.language;

import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.SeriesSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The types of values that rules are written with. */
final class FieldTypes {

  /** Any text; numbers and booleans count as what they are written as. */
  static final FieldType<String> TEXT =
      scalar(
          Map.of("type", "string"),
          "write text",
          Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL),
          text -> {
            if (text.isBlank()) {
              throw new IllegalArgumentException("empty text");
            }
            return text;
          });

  static final FieldType<Double> NUMBER =
      scalar(
          Map.of("type", "number"),
          "write a number, such as 0.05",
          Set.of(Tag.INT, Tag.FLOAT),
          FieldTypes::number);

  static final FieldType<Boolean> BOOLEAN =
      scalar(
          Map.of("type", "boolean"),
          "write true or false",
          Set.of(Tag.BOOL),
          Boolean::parseBoolean);

  private static final Pattern DURATION_TEXT = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d|w))+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
  private static final Duration LONGEST = Duration.ofDays(400);

  /** Whole milliseconds, up to 400 days. */
  static final FieldType<Duration> DURATION =
      scalar(
          Map.of("type", "string", "pattern", "^" + DURATION_TEXT.pattern() + "$"),
          "write a duration such as 30s, 5m or 1h30m, up to 400d",
          Set.of(Tag.STR),
          FieldTypes::duration);

  /** A metric's name, with conditions on its labels if wanted. */
  static final FieldType<SeriesSelector> SELECTOR =
      new FieldType<>() {
        @Override
        public @Nullable SeriesSelector read(Node node, Place place) {
          String text = TEXT.read(node, place);
          return text == null ? null : selector(text, 0, node, place);
        }

        @Override
        public Map<String, Object> schema() {
          return Map.of("type", "string");
        }
      };

  /** Conditions on labels, as they stand between the braces of a selector. */
  static final FieldType<List<LabelMatcher>> MATCHERS =
      new FieldType<>() {
        @Override
        public @Nullable List<LabelMatcher> read(Node node, Place place) {
          String text = TEXT.read(node, place);
          if (text == null) {
            return null;
          }
          boolean braces = text.startsWith("{") && text.endsWith("}");
          SeriesSelector selector =
              selector(braces ? "x" + text : "x{" + text + "}", braces ? 1 : 2, node, place);
          return selector == null ? null : selector.matchers();
        }

        @Override
        public Map<String, Object> schema() {
          return Map.of("type", "string");
        }
      };

  /** Anything, read by whoever knows what it is. */
  static final FieldType<Node> ANY =
      new FieldType<>() {
        @Override
        public Node read(Node node, Place place) {
          return node;
        }

        @Override
        public Map<String, Object> schema() {
          return Map.of();
        }
      };

  private FieldTypes() {}

  /** What a format has and is not taken here. */
  static FieldType<Node> refused(String why, String advice) {
    return new FieldType<>() {
      @Override
      public @Nullable Node read(Node node, Place place) {
        place.error(node, why, advice);
        return null;
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("not", Map.of());
      }
    };
  }

  private static @Nullable SeriesSelector selector(
      String text, int before, Node node, Place place) {
    try {
      return FormulaParser.selector(text);
    } catch (FormulaException e) {
      boolean quoted =
          node instanceof ScalarNode scalar
              && (scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                  || scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED);
      int offset = Math.max(0, e.position() - 1 - before) + (quoted ? 1 : 0);
      String message = String.valueOf(e.getMessage());
      int colon = message.indexOf(": ");
      place.error(
          node,
          offset,
          message.substring(colon + 2),
          "write it as in PromQL, such as cpu_usage{service=\"shop\",host=~\"web.*\"}");
      return null;
    }
  }

  /**
   * A scalar.
   *
   * @param tags what YAML may take it for
   * @param parser throws {@link IllegalArgumentException} with what is wrong
   */
  static <T> FieldType<T> scalar(
      Map<String, Object> schema, String advice, Set<Tag> tags, Function<String, T> parser) {
    return new FieldType<>() {
      @Override
      public @Nullable T read(Node node, Place place) {
        if (!(node instanceof ScalarNode scalar) || !tags.contains(scalar.getTag())) {
          place.error(node, YamlNodes.kind(node) + " has no place here", advice);
          return null;
        }
        try {
          return parser.apply(scalar.getValue());
        } catch (IllegalArgumentException e) {
          place.error(node, String.valueOf(e.getMessage()), advice);
          return null;
        }
      }

      @Override
      public Map<String, Object> schema() {
        return schema;
      }
    };
  }

  /** A text that a parser takes. */
  static <T> FieldType<T> parsed(String advice, Function<String, T> parser) {
    return scalar(
        Map.of("type", "string"), advice, Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL), parser);
  }

  static FieldType<Integer> integer(int low, int high) {
    return scalar(
        Map.of("type", "integer", "minimum", low, "maximum", high),
        "write a whole number from " + low + " to " + high,
        Set.of(Tag.INT),
        text -> {
          double value = number(text);
          if (value != Math.rint(value) || value < low || value > high) {
            throw new IllegalArgumentException(YamlNodes.quoted(text) + " is out of range");
          }
          return (int) value;
        });
  }

  /** One of some words. */
  static <T> FieldType<T> oneOf(List<T> values, Function<T, String> word) {
    List<String> words = values.stream().map(word).toList();
    return scalar(
        Map.of("enum", words),
        "write one of " + String.join(", ", words),
        Set.of(Tag.STR, Tag.INT, Tag.FLOAT),
        text -> {
          int index = words.indexOf(text);
          if (index < 0) {
            throw new IllegalArgumentException(YamlNodes.quoted(text) + " is not known here");
          }
          return values.get(index);
        });
  }

  /** A list without repeats; a single value counts as a list of one. */
  static <T> FieldType<List<T>> list(FieldType<T> item, boolean unique) {
    return new FieldType<>() {
      @Override
      public @Nullable List<T> read(Node node, Place place) {
        if (!(node instanceof SequenceNode sequence)) {
          if (node instanceof ScalarNode && unique && !YamlNodes.empty(node)) {
            T only = item.read(node, place);
            return only == null ? null : List.of(only);
          }
          place.error(
              node,
              YamlNodes.kind(node) + " where a list belongs",
              "write an item a line, after '-', or all of them in brackets");
          return null;
        }
        List<T> items = new ArrayList<>();
        Set<T> seen = new LinkedHashSet<>();
        boolean right = true;
        int index = 0;
        for (Node child : sequence.getValue()) {
          Place at = place.item(index++);
          T value = item.read(child, at);
          if (value == null) {
            right = false;
          } else if (unique && !seen.add(value)) {
            at.error(child, "given twice", "keep one of them");
            right = false;
          } else {
            items.add(value);
          }
        }
        return right ? List.copyOf(items) : null;
      }

      @Override
      public Map<String, Object> schema() {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", item.schema());
        return unique ? Map.of("anyOf", List.of(list, item.schema())) : list;
      }
    };
  }

  /** A mapping with names that the author chooses. */
  static <T> FieldType<Map<String, T>> map(FieldType<T> value) {
    return new FieldType<>() {
      @Override
      public @Nullable Map<String, T> read(Node node, Place place) {
        if (!(node instanceof MappingNode mapping)) {
          place.error(
              node,
              YamlNodes.kind(node) + " where a section belongs",
              "write a name, a colon and a value a line, indented");
          return null;
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          String name = TEXT.read(tuple.getKeyNode(), place);
          if (name == null) {
            continue;
          }
          T read = value.read(tuple.getValueNode(), place.child(YamlNodes.shown(name)));
          if (read != null && values.put(name, read) != null) {
            place.child(name).error(tuple.getKeyNode(), "given twice", "keep one of them");
          }
        }
        return values;
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", "object", "additionalProperties", value.schema());
      }
    };
  }

  /** A section; what it means is worked out by whoever reads it. */
  static FieldType<Entries> section(Section section) {
    return new FieldType<>() {
      @Override
      public @Nullable Entries read(Node node, Place place) {
        return section.read(node, place);
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("$ref", "#/$defs/" + section.name());
      }
    };
  }

  static Duration duration(String text) {
    Matcher parts = DURATION_PART.matcher(text);
    if (!DURATION_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(YamlNodes.quoted(text) + " is not a duration");
    }
    Duration sum = Duration.ZERO;
    while (parts.find()) {
      long amount = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> Duration.ofDays(7 * amount);
              });
    }
    if (sum.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(YamlNodes.quoted(text) + " is too long");
    }
    return sum;
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notDecimal) {
      throw new IllegalArgumentException(YamlNodes.quoted(text) + " is not a number", notDecimal);
    }
    throw new IllegalArgumentException(YamlNodes.quoted(text) + " is not a finite number");
  }
}
