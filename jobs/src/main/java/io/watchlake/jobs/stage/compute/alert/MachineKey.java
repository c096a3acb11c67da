package io.watchlake.jobs.stage.compute.alert;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rule at work on which key: what state is kept by. The version of a rule, then each label of
 * the key, parted by spaces. What it costs is paid for each signal and rule.
 */
final class MachineKey {

  private MachineKey() {}

  /**
   * What the keys of a version of a rule begin with.
   *
   * @param structure of the version, see {@code RuleStructure}
   * @param shadow whether it only runs beside the version that counts
   */
  static String version(String rule, String structure, boolean shadow) {
    return rule + ' ' + structure + (shadow ? " s" : " l");
  }

  /** The same of a key. */
  static String version(String machine) {
    return machine.substring(0, endOfVersion(machine));
  }

  private static int endOfVersion(String machine) {
    return machine.indexOf(' ', machine.indexOf(' ') + 1) + 2;
  }

  /**
   * The key of a version on some labels.
   *
   * @param labels those that alerts are of, in the order of their names
   */
  static String of(String version, Map<String, String> labels) {
    StringBuilder text = new StringBuilder(version.length() + 64).append(version);
    labels.forEach(
        (label, value) ->
            text.append(' ').append(escaped(label)).append('=').append(escaped(value)));
    return text.toString();
  }

  /** The labels of a key. */
  static Map<String, String> labels(String machine) {
    Map<String, String> labels = new TreeMap<>();
    int from = endOfVersion(machine) + 1;
    while (from < machine.length()) {
      int sign = machine.indexOf('=', from);
      int space = machine.indexOf(' ', sign);
      int end = space < 0 ? machine.length() : space;
      labels.put(plain(machine.substring(from, sign)), plain(machine.substring(sign + 1, end)));
      from = end + 1;
    }
    return labels;
  }

  /** The name of the rule that a key is of. */
  static String rule(String machine) {
    return machine.substring(0, machine.indexOf(' '));
  }

  /** Whether a key is of a rule. */
  static boolean isOf(String machine, String rule) {
    return machine.startsWith(rule)
        && machine.length() > rule.length()
        && machine.charAt(rule.length()) == ' ';
  }

  /** Most labels are plain. */
  private static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
      if (!plain) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  private static String plain(String escaped) {
    return escaped.indexOf('%') < 0 && escaped.indexOf('+') < 0
        ? escaped
        : URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }
}
