package io.watchlake.rules.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as Prometheus' templates write them. */
final class NumberText {

  private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] SMALL = {"", "m", "u", "n", "p", "f", "a", "z", "y"};

  private NumberText() {}

  /**
   * A number as text.
   *
   * @param format the name of one of the humanize functions, a printf format, or null for the
   *     shortest decimal
   */
  static String show(double value, @Nullable String format) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    if (format == null || format.equals("%s")) {
      return shortest(value);
    }
    return switch (format) {
      case "humanize" -> humanize(value);
      case "humanizePercentage" -> significant(value * 100) + "%";
      case "humanizeDuration" -> duration(value);
      default -> printf(format, value);
    };
  }

  /** A Go format: %f, %e or %g with a precision, and a percent sign after it. */
  private static String printf(String format, double value) {
    String suffix = format.endsWith("%%") ? "%" : "";
    String verb = suffix.isEmpty() ? format : format.substring(0, format.length() - 2);
    if (verb.endsWith("g")) {
      return shortest(value) + suffix;
    }
    return String.format(Locale.ROOT, verb, value) + suffix;
  }

  private static String shortest(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /** With four significant digits, without noughts at the end: Go's {@code %.4g}. */
  private static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(4, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= 4) {
      String digits = rounded.unscaledValue().toString();
      boolean negative = digits.startsWith("-");
      String plain = negative ? digits.substring(1) : digits;
      String mantissa = plain.length() == 1 ? plain : plain.charAt(0) + "." + plain.substring(1);
      return (negative ? "-" : "")
          + mantissa
          + "e"
          + (exponent < 0 ? "-" : "+")
          + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
    return rounded.toPlainString();
  }

  private static String humanize(double value) {
    double rest = value;
    int step = 0;
    if (Math.abs(value) >= 1) {
      while (Math.abs(rest) >= 1000 && step < LARGE.length - 1) {
        rest /= 1000;
        step++;
      }
      return significant(rest) + LARGE[step];
    }
    while (rest != 0 && Math.abs(rest) < 1 && step < SMALL.length - 1) {
      rest *= 1000;
      step++;
    }
    return significant(rest) + SMALL[step];
  }

  private static String duration(double seconds) {
    if (Math.abs(seconds) < 1) {
      return seconds == 0 ? "0s" : humanize(seconds) + "s";
    }
    String sign = seconds < 0 ? "-" : "";
    double size = Math.abs(seconds);
    long whole = (long) size;
    if (whole < 60) {
      return sign + significant(size) + "s";
    }
    StringBuilder text = new StringBuilder(sign);
    if (whole >= 86_400) {
      text.append(whole / 86_400).append("d ");
    }
    if (whole >= 3600) {
      text.append(whole / 3600 % 24).append("h ");
    }
    return text.append(whole / 60 % 60).append("m ").append(whole % 60).append('s').toString();
  }
}
