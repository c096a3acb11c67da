package io.watchlake.alerting.group;

import io.watchlake.alerting.InhibitRule;
import io.watchlake.model.alert.NotificationReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The alerts that may inhibit others, and when they fired: inhibition at a time asks for what fired
 * at that time, whatever is known of later already.
 */
public final class Sources implements Quiet {

  private final List<InhibitRule> rules;
  private final Map<String, Source> sources = new TreeMap<>();

  /**
   * An alert that may inhibit others.
   *
   * @param labels by which it is known
   * @param firing when it fired, in order of time; the last may go on
   */
  public record Source(Map<String, String> labels, List<Span> firing) {

    public Source {
      labels = new TreeMap<>(labels);
      firing = List.copyOf(firing);
    }

    boolean firesAt(long millis) {
      return firing.stream()
          .anyMatch(span -> span.beginMillis() <= millis && millis < span.endMillis());
    }

    /** Whether nothing of it is later than a time. */
    public boolean overBy(long millis) {
      return firing.stream().allMatch(span -> span.endMillis() <= millis);
    }

    /** The same from when on it fires (again), and without what was over by a time. */
    public Source fires(long beginMillis, long forgetMillis) {
      List<Span> spans = remembered(forgetMillis);
      if (spans.stream().noneMatch(Span::goesOn)) {
        spans.add(new Span(beginMillis, Span.OPEN));
      }
      return new Source(labels, spans);
    }

    /** The same, over at a time, and without what was over by another. */
    public Source ends(long endMillis, long forgetMillis) {
      return new Source(
          labels,
          remembered(forgetMillis).stream()
              .map(span -> span.goesOn() ? new Span(span.beginMillis(), endMillis) : span)
              .toList());
    }

    private List<Span> remembered(long forgetMillis) {
      List<Span> spans = new ArrayList<>(firing);
      spans.removeIf(span -> span.endMillis() <= forgetMillis);
      return spans;
    }
  }

  /**
   * A time in which an alert fired.
   *
   * @param endMillis {@link #OPEN} while it goes on; the alert does not fire at this moment any
   *     more
   */
  public record Span(long beginMillis, long endMillis) {

    public static final long OPEN = Long.MAX_VALUE;

    boolean goesOn() {
      return endMillis == OPEN;
    }
  }

  public Sources(List<InhibitRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Takes an alert in, or what has become of it. */
  public void put(String fingerprint, Source source) {
    sources.put(fingerprint, source);
  }

  @Override
  public Optional<Why> of(Map<String, String> labels, long millis) {
    for (InhibitRule rule : rules) {
      for (Map.Entry<String, Source> source : sources.entrySet()) {
        if (source.getValue().firesAt(millis)
            && rule.inhibits(source.getValue().labels(), labels)) {
          return Optional.of(new Why(NotificationReason.INHIBITED, source.getKey()));
        }
      }
    }
    return Optional.empty();
  }
}
