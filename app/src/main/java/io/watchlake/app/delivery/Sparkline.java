package io.watchlake.app.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of small bars: the least value is the lowest, the greatest the highest. */
final class Sparkline {

  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final char NONE = ' ';

  private Sparkline() {}

  /** A character a value; a blank where there is none. */
  static String of(List<@Nullable Double> values) {
    double least = Double.MAX_VALUE;
    double greatest = -Double.MAX_VALUE;
    for (Double value : values) {
      if (value != null) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    StringBuilder line = new StringBuilder();
    for (Double value : values) {
      line.append(value == null ? NONE : bar(value, least, greatest));
    }
    return line.toString();
  }

  private static char bar(double value, double least, double greatest) {
    double range = greatest - least;
    int last = BARS.length() - 1;
    int place = range == 0 ? 0 : (int) Math.round((value - least) / range * last);
    return BARS.charAt(place);
  }
}
