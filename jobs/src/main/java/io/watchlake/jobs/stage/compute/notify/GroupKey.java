package io.watchlake.jobs.stage.compute.notify;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which group at which node of the routing tree: what state is kept by.
 *
 * @param node the node's id
 * @param labels what the group's alerts are grouped by
 */
record GroupKey(String node, Map<String, String> labels) {

  GroupKey {
    labels = new TreeMap<>(labels);
  }

  /** As text; {@link #decode} reads it back. */
  String encode() {
    StringBuilder text = new StringBuilder(128).append(escaped(node));
    labels.forEach(
        (label, value) ->
            text.append(' ').append(escaped(label)).append('=').append(escaped(value)));
    return text.toString();
  }

  static GroupKey decode(String text) {
    String[] parts = text.split(" ");
    Map<String, String> labels = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int sign = parts[i].indexOf('=');
      labels.put(unescaped(parts[i].substring(0, sign)), unescaped(parts[i].substring(sign + 1)));
    }
    return new GroupKey(unescaped(parts[0]), labels);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String unescaped(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
