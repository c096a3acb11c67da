package io.watchlake.jobs.stage.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Prometheus was told last of a target.
 *
 * @param labels of its series {@code target_info}, but its name
 * @param endUnixNano when it was so, nanoseconds since the epoch, UTC
 * @param replaced what was told of it before, the latest first
 */
public record SentTarget(
    Map<String, String> labels, long endUnixNano, List<Map<String, String>> replaced) {

  /** As many tell of one target at a time; more than one is a mistake of the senders. */
  private static final int MAX_REPLACED = 4;

  public SentTarget {
    labels = new TreeMap<>(labels);
    replaced = List.copyOf(replaced);
  }

  /** The same, told of a later time. */
  public SentTarget at(long laterUnixNano) {
    return new SentTarget(labels, laterUnixNano, replaced);
  }

  /** What is told instead from a time on. */
  public SentTarget replacedBy(Map<String, String> by, long fromUnixNano) {
    List<Map<String, String>> before = new ArrayList<>();
    before.add(labels);
    replaced.stream().filter(one -> !one.equals(by)).limit(MAX_REPLACED - 1L).forEach(before::add);
    return new SentTarget(by, fromUnixNano, before);
  }
}
