package io.watchlake.rules.language;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as promtool writes them. */
final class SeriesValues {

  private static final String NUMBER = "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?";
  private static final Pattern ITEM =
      Pattern.compile("(_|stale|" + NUMBER + ")([-+]\\d+\\.?\\d*)?(?:x(\\d{1,5}))?");

  private SeriesValues() {}

  /** The text itself, when it can be read. */
  static String check(String text) {
    parse(text);
    return text;
  }

  /**
   * A value for each time; null for none, empty where the series says that it has ended.
   *
   * @throws IllegalArgumentException for what cannot be read
   */
  static List<@Nullable OptionalDouble> parse(String text) {
    List<@Nullable OptionalDouble> values = new ArrayList<>();
    for (String item : text.strip().split("\\s+")) {
      Matcher matcher = ITEM.matcher(item);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(YamlNodes.quoted(item) + " is no value");
      }
      String first = matcher.group(1);
      double step = matcher.group(2) == null ? 0 : Double.parseDouble(matcher.group(2));
      int more = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
      if (first.equals("_")) {
        // Of what is not there, promtool counts the times and not those after the first.
        for (int i = 0; i < Math.max(1, more); i++) {
          values.add(null);
        }
        continue;
      }
      for (int i = 0; i <= more; i++) {
        values.add(
            first.equals("stale")
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(first) + i * step));
      }
    }
    return values;
  }
}
