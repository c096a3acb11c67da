package io.watchlake.alerting.storm;

import io.watchlake.model.alert.NotifiedAlert;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that is kept of what one receiver was told lately. {@link Storm} alone changes it. */
public final class StormState {

  /** No time. */
  static final long NEVER = Long.MAX_VALUE;

  /** When something was to be told, the newest last; no more than are needed to know a storm. */
  final ArrayDeque<Long> recent = new ArrayDeque<>();

  /** When the next digest is told; {@link #NEVER} where there is no storm. */
  long nextDigest = NEVER;

  /** How many notifications the next digest stands for. */
  long gathered;

  /** Who was on call when something was gathered last. */
  List<String> onCall = List.of();

  /** Alerts that fire and that digests tell of, by fingerprint. */
  final SortedMap<String, Heard> open = new TreeMap<>();

  /** Those of them that are over since the last digest, by fingerprint. */
  final SortedMap<String, NotifiedAlert> over = new TreeMap<>();

  /** When groups were told of last by themselves of which something fires, by their keys. */
  final SortedMap<String, Long> singly = new TreeMap<>();

  /**
   * An alert, and when it was told of last, in milliseconds since the epoch.
   *
   * @param millis milliseconds since the epoch
   */
  public record Heard(NotifiedAlert alert, long millis) {}

  /** All of it as plain values, for whoever stores it. */
  public record Parts(
      List<Long> recent,
      long nextDigest,
      long gathered,
      List<String> onCall,
      Map<String, Heard> open,
      Map<String, NotifiedAlert> over,
      Map<String, Long> singly) {}

  /** What {@link #of} takes back. */
  public Parts parts() {
    return new Parts(
        List.copyOf(recent),
        nextDigest,
        gathered,
        onCall,
        new TreeMap<>(open),
        new TreeMap<>(over),
        new TreeMap<>(singly));
  }

  /** The state of some parts. */
  public static StormState of(Parts parts) {
    StormState state = new StormState();
    state.recent.addAll(parts.recent());
    state.nextDigest = parts.nextDigest();
    state.gathered = parts.gathered();
    state.onCall = List.copyOf(parts.onCall());
    state.open.putAll(parts.open());
    state.over.putAll(parts.over());
    state.singly.putAll(parts.singly());
    return state;
  }
}
