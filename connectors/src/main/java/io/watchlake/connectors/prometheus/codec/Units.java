package io.watchlake.connectors.prometheus.codec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Units in OpenTelemetry's form (UCUM: {@code s}, {@code By/s}) and in Prometheus' words ({@code
 * seconds}, {@code bytes_per_second}), as the compatibility specification pairs them.
 */
final class Units {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("%", "percent"));

  /** What stands behind "per", in the singular. */
  private static final Map<String, String> PER =
      Map.of(
          "s", "second",
          "min", "minute",
          "m", "meter",
          "h", "hour",
          "d", "day",
          "w", "week",
          "mo", "month",
          "y", "year");

  private static final String RATIO = "ratio";

  private static final Map<String, String> CODES = inverse(WORDS);
  private static final Map<String, String> PER_CODES = inverse(PER);

  private Units() {}

  /**
   * A unit in Prometheus' words; empty for none. What stands in braces is no unit, and {@code 1} is
   * a ratio where {@code ratio} says so.
   */
  static String words(String unit, boolean ratio) {
    String bare = unit.replaceAll("\\{[^}]*}", "").strip();
    if (bare.equals("1")) {
      return ratio ? RATIO : "";
    }
    int slash = bare.indexOf('/');
    String main = slash < 0 ? bare : bare.substring(0, slash).strip();
    String per = slash < 0 ? "" : bare.substring(slash + 1).strip();
    String mainWords = clean(WORDS.getOrDefault(main, main.equals("1") ? "" : main));
    String perWords = clean(PER.getOrDefault(per, per));
    if (perWords.isEmpty()) {
      return mainWords;
    }
    return (mainWords.isEmpty() ? "" : mainWords + "_") + "per_" + perWords;
  }

  /** A unit in OpenTelemetry's form, from Prometheus' words; what has none stays as it is. */
  static String code(String words) {
    String lower = words.strip().toLowerCase(Locale.ROOT);
    if (lower.isEmpty()) {
      return "";
    }
    if (lower.equals(RATIO)) {
      return "1";
    }
    int per = lower.indexOf("_per_");
    if (per < 0) {
      return CODES.getOrDefault(lower, words.strip());
    }
    String main = lower.substring(0, per);
    String below = lower.substring(per + "_per_".length());
    return CODES.getOrDefault(main, main) + "/" + PER_CODES.getOrDefault(below, below);
  }

  /**
   * The unit that the name of a metric ends in, in OpenTelemetry's form; empty for none that is
   * known.
   */
  static String ofName(String name) {
    String last = name.substring(name.lastIndexOf('_') + 1);
    return last.equals(RATIO) ? "1" : CODES.getOrDefault(last, "");
  }

  private static String clean(String words) {
    return words.replaceAll("[^a-zA-Z0-9]+", "_").replaceAll("^_|_$", "");
  }

  private static Map<String, String> inverse(Map<String, String> map) {
    Map<String, String> inverse = new HashMap<>();
    map.forEach((key, value) -> inverse.put(value, key));
    return Map.copyOf(inverse);
  }
}
