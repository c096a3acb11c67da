package io.watchlake.app.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The functions that templates may call: those of Go and of Alertmanager. */
final class Functions {

  private static final Pattern VERB = Pattern.compile("%(-?[0-9]*(?:\\.[0-9]+)?)([sdvqfegx%])");

  /** What a function does; its faults are {@link IllegalArgumentException}s. */
  private interface Body {
    Object call(List<Object> arguments);
  }

  /** {@code most} is -1 for any number. */
  private record Known(int least, int most, Body body) {}

  private static final Map<String, Known> ALL = all();

  private Functions() {}

  private static Map<String, Known> all() {
    Map<String, Known> all = new TreeMap<>();
    all.put("not", new Known(1, 1, of -> !Values.isTrue(of.get(0))));
    // Evaluated by Evaluation, which stops at the first argument that decides.
    all.put("and", new Known(1, -1, of -> of.get(of.size() - 1)));
    all.put("or", new Known(1, -1, of -> of.get(of.size() - 1)));
    all.put("eq", new Known(2, -1, Functions::anyEqual));
    all.put("ne", new Known(2, 2, of -> !equal(of.get(0), of.get(1))));
    all.put("lt", new Known(2, 2, of -> compare(of) < 0));
    all.put("le", new Known(2, 2, of -> compare(of) <= 0));
    all.put("gt", new Known(2, 2, of -> compare(of) > 0));
    all.put("ge", new Known(2, 2, of -> compare(of) >= 0));
    all.put("len", new Known(1, 1, of -> length(of.get(0))));
    all.put("index", new Known(2, 2, of -> index(of.get(0), of.get(1))));
    all.put("print", new Known(0, -1, of -> joined(of, "")));
    all.put("printf", new Known(1, -1, Functions::formatted));
    all.put("title", new Known(1, 1, of -> title(text(of.get(0)))));
    all.put("toUpper", new Known(1, 1, of -> text(of.get(0)).toUpperCase(Locale.ROOT)));
    all.put("toLower", new Known(1, 1, of -> text(of.get(0)).toLowerCase(Locale.ROOT)));
    all.put("trimSpace", new Known(1, 1, of -> text(of.get(0)).strip()));
    all.put("join", new Known(2, 2, of -> joined(list(of.get(1)), text(of.get(0)))));
    all.put("match", new Known(2, 2, of -> pattern(of.get(0)).matcher(text(of.get(1))).find()));
    all.put(
        "reReplaceAll",
        new Known(
            3, 3, of -> pattern(of.get(0)).matcher(text(of.get(2))).replaceAll(text(of.get(1)))));
    all.put("stringSlice", new Known(0, -1, of -> of));
    return all;
  }

  static boolean has(String name) {
    return ALL.containsKey(name);
  }

  static String names() {
    return String.join(", ", ALL.keySet());
  }

  private static Known known(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  /**
   * Whether a function takes so many arguments.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void checkCount(String name, int count) {
    Known known = known(name);
    if (count < known.least() || (known.most() >= 0 && count > known.most())) {
      throw new IllegalArgumentException(
          name
              + " takes "
              + (known.least() == known.most() ? "" : "at least ")
              + known.least()
              + (known.least() == 1 ? " argument" : " arguments")
              + ", not "
              + count);
    }
  }

  static Object call(String name, List<Object> arguments) {
    return known(name).body().call(arguments);
  }

  private static boolean anyEqual(List<Object> of) {
    return of.stream().skip(1).anyMatch(other -> equal(of.get(0), other));
  }

  private static boolean equal(Object one, Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue()) == 0;
    }
    if (one instanceof Number != other instanceof Number) {
      throw new IllegalArgumentException("a number and a text are not compared");
    }
    return one.equals(other);
  }

  private static int compare(List<Object> of) {
    if (of.get(0) instanceof Number a && of.get(1) instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (of.get(0) instanceof String a && of.get(1) instanceof String b) {
      return a.compareTo(b);
    }
    throw new IllegalArgumentException("only two numbers or two texts are compared");
  }

  private static long length(Object of) {
    if (of instanceof String text) {
      return text.length();
    }
    if (of instanceof Map<?, ?> map) {
      return map.size();
    }
    return list(of).size();
  }

  private static Object index(Object of, Object at) {
    if (of instanceof Map<?, ?> map) {
      Object found = map.get(text(at));
      return found == null ? "" : found;
    }
    List<Object> list = list(of);
    if (!(at instanceof Long place) || place < 0 || place >= list.size()) {
      throw new IllegalArgumentException(
          "there is no item " + Values.shown(at) + " in a list of " + list.size());
    }
    return list.get(place.intValue());
  }

  private static String formatted(List<Object> of) {
    Matcher verbs = VERB.matcher(text(of.get(0)));
    StringBuilder out = new StringBuilder();
    int next = 1;
    while (verbs.find()) {
      String filled;
      if (verbs.group(2).equals("%")) {
        filled = "%";
      } else if (next >= of.size()) {
        throw new IllegalArgumentException("printf has nothing for " + verbs.group());
      } else {
        filled = formatted(verbs.group(1), verbs.group(2), of.get(next++));
      }
      verbs.appendReplacement(out, Matcher.quoteReplacement(filled));
    }
    verbs.appendTail(out);
    return out.toString();
  }

  private static String formatted(String width, String verb, Object value) {
    return switch (verb) {
      case "f", "e", "g" -> String.format(Locale.ROOT, "%" + width + verb, number(value));
      case "d", "x" -> String.format(Locale.ROOT, "%" + width + verb, (long) number(value));
      case "q" -> '"' + Values.shown(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      default -> String.format(Locale.ROOT, "%" + width + "s", Values.shown(value));
    };
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("'" + Values.shown(value) + "' is not a number");
  }

  private static Pattern pattern(Object text) {
    return Pattern.compile(text(text));
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean begins = true;
    for (int point : text.codePoints().toArray()) {
      out.appendCodePoint(begins ? Character.toTitleCase(point) : point);
      begins = Character.isWhitespace(point);
    }
    return out.toString();
  }

  private static String joined(List<Object> items, String separator) {
    return items.stream().map(Values::shown).collect(Collectors.joining(separator));
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'" + Values.shown(value) + "' is not a text");
  }

  private static List<Object> list(Object value) {
    if (value instanceof Collection<?> items) {
      return List.copyOf(items);
    }
    Iterable<Object> items = value instanceof Fields fields ? fields.items() : null;
    if (items == null) {
      throw new IllegalArgumentException("'" + Values.shown(value) + "' is not a list");
    }
    List<Object> list = new ArrayList<>();
    items.forEach(list::add);
    return list;
  }
}
