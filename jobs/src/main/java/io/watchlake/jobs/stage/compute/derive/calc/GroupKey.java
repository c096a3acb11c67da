package io.watchlake.jobs.stage.compute.derive.calc;

import java.util.ArrayList;
import java.util.List;

/**
 * One value to compute: a derivation's, for one group and window.
 *
 * @param version names the derivation
 * @param timeline the timeline's name
 * @param windowUnixNano start of the window
 * @param labels the values of the labels that the derivation groups by, in their order
 */
public record GroupKey(String version, String timeline, long windowUnixNano, List<String> labels) {

  public GroupKey {
    labels = List.copyOf(labels);
  }

  /** The key as text that {@link #parse} reads, equal for equal keys alone. */
  public String text() {
    StringBuilder text = new StringBuilder();
    part(text, version);
    part(text, timeline);
    part(text, Long.toString(windowUnixNano));
    labels.forEach(label -> part(text, label));
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static GroupKey parse(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? -1 : colon + 1 + Integer.parseInt(text, at, colon, 10);
      if (end < 0 || end > text.length()) {
        throw new IllegalArgumentException("not the key of a group: '" + text + "'");
      }
      parts.add(text.substring(colon + 1, end));
      at = end;
    }
    if (parts.size() < 3) {
      throw new IllegalArgumentException("not the key of a group: '" + text + "'");
    }
    return new GroupKey(
        parts.get(0), parts.get(1), Long.parseLong(parts.get(2)), parts.subList(3, parts.size()));
  }

  private static void part(StringBuilder into, String part) {
    into.append(part.length()).append(':').append(part);
  }
}
