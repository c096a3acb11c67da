package io.watchlake.jobs.stage.compute.alert;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rule at work on which key: what state is kept by.
 *
 * @param rule the rule's name
 * @param structure of the version, see {@code RuleStructure}
 * @param shadow whether it only runs beside the version that counts
 * @param key the labels that alerts are of
 */
record MachineKey(String rule, String structure, boolean shadow, Map<String, String> key) {

  MachineKey {
    key = new TreeMap<>(key);
  }

  /** As text; {@link #decode} reads it back. */
  String encode() {
    StringBuilder text = new StringBuilder(128);
    text.append(version(rule, structure, shadow));
    key.forEach(
        (label, value) ->
            text.append(' ').append(escaped(label)).append('=').append(escaped(value)));
    return text.toString();
  }

  /** What the {@linkplain #encode encoded} keys of a version of a rule begin with. */
  static String version(String rule, String structure, boolean shadow) {
    return rule + ' ' + structure + (shadow ? " s" : " l");
  }

  /** The same of an encoded key. */
  static String version(String encoded) {
    int structure = encoded.indexOf(' ');
    int shadow = encoded.indexOf(' ', structure + 1);
    return encoded.substring(0, shadow + 2);
  }

  /** Whether a key that was {@linkplain #encode encoded} is of a rule. */
  static boolean isOf(String text, String rule) {
    return text.startsWith(rule)
        && text.length() > rule.length()
        && text.charAt(rule.length()) == ' ';
  }

  /** Most labels are plain, and what they cost is paid for each signal and rule. */
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

  static MachineKey decode(String text) {
    String[] parts = text.split(" ");
    Map<String, String> key = new TreeMap<>();
    for (int i = 3; i < parts.length; i++) {
      int sign = parts[i].indexOf('=');
      key.put(plain(parts[i].substring(0, sign)), plain(parts[i].substring(sign + 1)));
    }
    return new MachineKey(parts[0], parts[1], parts[2].equals("s"), key);
  }
}
