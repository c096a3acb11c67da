package io.watchlake.rules.model;

import io.watchlake.model.telemetry.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule.
 *
 * @param name names it, among all rules
 * @param condition what must be so
 * @param key the labels that an alert is of: signals with the same values belong together; null for
 *     all labels of a signal, which a condition on a single series alone can have
 * @param duration how long it must be so before the alert fires; of an absence how long nothing
 *     must come
 * @param keepFiringFor how long an alert goes on when it is no longer so
 * @param forgetAfter of what is not there (or too seldom): after how long without any signal the
 *     alert ends all the same, and nothing is known of the key any more
 * @param severity how bad it is
 * @param type the alert type it is of; null for none
 * @param channels where the alert goes, by the names of channels
 * @param resolution the windows of metrics that it looks at
 * @param labels what alerts have besides their key
 * @param annotations what people are told
 * @param overrides what is otherwise for some labels
 * @param retirement what becomes of what has begun when a newer version takes its place
 */
public record Rule(
    String name,
    Condition condition,
    @Nullable List<String> key,
    Duration duration,
    Duration keepFiringFor,
    Duration forgetAfter,
    Severity severity,
    @Nullable String type,
    List<String> channels,
    Resolution resolution,
    Map<String, Template> labels,
    Map<String, Template> annotations,
    List<LabelOverride> overrides,
    Retirement retirement) {

  public Rule {
    key = key == null ? null : List.copyOf(key);
    channels = List.copyOf(channels);
    labels = new TreeMap<>(labels);
    annotations = new TreeMap<>(annotations);
    overrides = List.copyOf(overrides);
  }

  /** The first override for these labels; null for none. */
  public @Nullable LabelOverride override(Map<String, String> of) {
    for (LabelOverride candidate : overrides) {
      if (candidate.matches(of)) {
        return candidate;
      }
    }
    return null;
  }

  /** What becomes of what has begun when a newer version takes a rule's place. */
  public enum Retirement {
    /** It goes on to its end, and nothing new begins. */
    DRAIN("drain"),
    /** It is given up. */
    DROP("drop");

    private final String code;

    Retirement(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
