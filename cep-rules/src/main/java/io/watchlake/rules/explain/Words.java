package io.watchlake.rules.explain;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/** Numbers, times and lists as people write them, and as rules have them. */
final class Words {

  private Words() {}

  /** A duration as rules write it: {@code 1h30m}. */
  static String time(Duration of) {
    StringBuilder text = new StringBuilder();
    part(text, of.toDays(), "d");
    part(text, of.toHoursPart(), "h");
    part(text, of.toMinutesPart(), "m");
    part(text, of.toSecondsPart(), "s");
    part(text, of.toMillisPart(), "ms");
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long value, String unit) {
    if (value > 0) {
      text.append(value).append(unit);
    }
  }

  /** A number without noughts at its end. */
  static String number(double of) {
    return of == Math.rint(of) && Math.abs(of) < 1e15
        ? Long.toString((long) of)
        : Double.toString(of);
  }

  /** A share as a percentage. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%s %%", number(Math.round(share * 1e4) / 1e2));
  }

  /** {@code a, b and c}; empty for none. */
  static String list(Collection<String> of) {
    String all = String.join(", ", of);
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " and " + all.substring(last + 2);
  }
}
