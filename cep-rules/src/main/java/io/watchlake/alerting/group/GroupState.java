package io.watchlake.alerting.group;

import io.watchlake.model.alert.NotifiedAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that is kept of a group between two changes. {@link Group} alone changes it. */
public final class GroupState {

  /** No time. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Changes that time has not come to yet, by their time in milliseconds since the epoch. */
  final SortedMap<Long, List<NotifiedAlert>> waiting = new TreeMap<>();

  /** The alerts of the group, by fingerprint. */
  final SortedMap<String, NotifiedAlert> alerts = new TreeMap<>();

  /** What the receiver knows, by {@code send_resolved} of its channels. */
  final SortedMap<Boolean, Told> told = new TreeMap<>();

  /** Why alerts were not told when it was looked last, by fingerprint. */
  final SortedMap<String, Quiet.Why> quiet = new TreeMap<>();

  /** How far the chains of alerts are that nobody takes care of, by fingerprint. */
  final SortedMap<String, Chain> chains = new TreeMap<>();

  /** The fingerprints of the alerts that others were told of by chains, by receiver. */
  final SortedMap<String, Set<String>> reached = new TreeMap<>();

  /** When it is looked next at what is new; {@link #NEVER} where there is no group. */
  long nextLook = NEVER;

  /** Whether it was looked at since the group began. */
  boolean looked;

  /** Since when the group is empty; {@link #NEVER} while it is not. */
  long emptySince = NEVER;

  /**
   * What a receiver was told last.
   *
   * @param timeMillis when, milliseconds since the epoch
   * @param firing fingerprints of the alerts that fired
   * @param resolved fingerprints of those that were over
   */
  public record Told(long timeMillis, Set<String> firing, Set<String> resolved) {

    public Told {
      firing = new TreeSet<>(firing);
      resolved = new TreeSet<>(resolved);
    }
  }

  /**
   * How far a chain is.
   *
   * @param sinceMillis when it began, milliseconds since the epoch
   * @param next the step that comes next, from 0
   * @param dueMillis when; {@link #NEVER} where there is none
   */
  public record Chain(long sinceMillis, int next, long dueMillis) {}

  /** All of it as plain values, for whoever stores it. */
  public record Parts(
      Map<Long, List<NotifiedAlert>> waiting,
      Map<String, NotifiedAlert> alerts,
      Map<Boolean, Told> told,
      Map<String, Quiet.Why> quiet,
      Map<String, Chain> chains,
      Map<String, Set<String>> reached,
      long nextLook,
      boolean looked,
      long emptySince) {}

  /** What {@link #of} takes back. */
  public Parts parts() {
    return new Parts(
        new TreeMap<>(waiting),
        new TreeMap<>(alerts),
        new TreeMap<>(told),
        new TreeMap<>(quiet),
        new TreeMap<>(chains),
        copied(reached),
        nextLook,
        looked,
        emptySince);
  }

  private static Map<String, Set<String>> copied(Map<String, Set<String>> reached) {
    Map<String, Set<String>> copy = new TreeMap<>();
    reached.forEach((receiver, known) -> copy.put(receiver, new TreeSet<>(known)));
    return copy;
  }

  /** The state of some parts. */
  public static GroupState of(Parts parts) {
    GroupState state = new GroupState();
    parts.waiting().forEach((time, alerts) -> state.waiting.put(time, new ArrayList<>(alerts)));
    state.alerts.putAll(parts.alerts());
    state.told.putAll(parts.told());
    state.quiet.putAll(parts.quiet());
    state.chains.putAll(parts.chains());
    parts.reached().forEach((name, known) -> state.reached.put(name, new TreeSet<>(known)));
    state.nextLook = parts.nextLook();
    state.looked = parts.looked();
    state.emptySince = parts.emptySince();
    return state;
  }
}
