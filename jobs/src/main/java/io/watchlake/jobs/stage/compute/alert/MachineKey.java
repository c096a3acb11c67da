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
    text.append(rule).append(' ').append(structure).append(shadow ? " s" : " l");
    key.forEach(
        (label, value) ->
            text.append(' ').append(escaped(label)).append('=').append(escaped(value)));
    return text.toString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static MachineKey decode(String text) {
    String[] parts = text.split(" ");
    Map<String, String> key = new TreeMap<>();
    for (int i = 3; i < parts.length; i++) {
      int sign = parts[i].indexOf('=');
      key.put(
          URLDecoder.decode(parts[i].substring(0, sign), StandardCharsets.UTF_8),
          URLDecoder.decode(parts[i].substring(sign + 1), StandardCharsets.UTF_8));
    }
    return new MachineKey(parts[0], parts[1], parts[2].equals("s"), key);
  }
}
