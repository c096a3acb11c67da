package io.watchlake.model.formula;

import java.util.regex.Pattern;

/** Names of metrics and labels in a formula: bare where they can be, else in double quotes. */
final class Names {

  /** Prometheus' names and, since OpenTelemetry's are full of them, dots. */
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:.]*");

  private Names() {}

  static boolean plain(String name) {
    return PLAIN.matcher(name).matches();
  }

  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
  }

  static boolean continuesName(char c) {
    return startsName(c) || (c >= '0' && c <= '9') || c == '.';
  }

  static String shown(String name) {
    return plain(name) ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
