package io.watchlake.alerting.group;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.group.GroupState.Told;
import io.watchlake.alerting.group.Quiet.Why;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group of alerts at a node of the routing tree: when its receiver is told what. The rules are
 * Alertmanager's. A new group waits for {@code group_wait}, then it is looked at every {@code
 * group_interval}; at a look the receiver is told if it does not know yet of something that fires,
 * if nothing fires any more, if more is over and it wants to know that, or if {@code
 * repeat_interval} has passed. What is over leaves the group at the look that finds it so. An alert
 * that somebody takes care of is told of where something else is a reason to tell, and is none.
 *
 * <p>Time comes in with {@link #advance}. A change waits until time has come to it, so that what is
 * told at a time does not depend on what else has arrived already.
 */
public final class Group {

  /** Alertmanager looks for empty groups so often; here an empty group lasts so long. */
  static final Duration EMPTY_FOR = Duration.ofSeconds(30);

  /** The kinds of channels by {@code send_resolved}, in the order in which they are told. */
  static final List<Boolean> KINDS = List.of(true, false);

  /** The annotation that says who takes care of an alert. */
  static final String ACKNOWLEDGED = "acknowledged";

  private final Alerting alerting;
  private final RouteNode node;
  private final GroupState state;
  private final Quiet quiet;
  private final Teller teller;
  private final Escalation escalation;

  /**
   * A group at work on its state.
   *
   * @param timeline the name of the timeline that the alerts are of
   * @param labels what the group's alerts have in common because they are grouped by it
   * @param quiet asked in this order: alerts that inhibit, then silences; who takes care
   */
  public Group(
      Alerting alerting,
      RouteNode node,
      String timeline,
      Map<String, String> labels,
      GroupState state,
      Quiet quiet) {
    this.alerting = alerting;
    this.node = node;
    this.state = state;
    this.quiet = quiet;
    this.teller = new Teller(alerting, node, timeline, new TreeMap<>(labels));
    this.escalation =
        new Escalation(
            alerting.receiver(node.receiver()).map(Receiver::escalation).orElse(List.of()),
            state,
            teller);
  }

  /**
   * Takes an alert in, or what has become of it.
   *
   * @param millis when, milliseconds since the epoch; not before the last {@link #advance}
   */
  public void put(NotifiedAlert alert, long millis) {
    state.waiting.computeIfAbsent(millis, time -> new ArrayList<>()).add(alert);
  }

  /** When {@link #advance} has something to do next; {@link GroupState#NEVER} for never. */
  public long due() {
    long due = Math.min(state.nextLook, escalation.due());
    if (!state.waiting.isEmpty()) {
      due = Math.min(due, state.waiting.firstKey());
    }
    for (Told told : state.told.values()) {
      due = Math.min(due, forgottenAt(told));
    }
    return due;
  }

  /** Whether nothing need be kept. */
  public boolean idle() {
    return due() == GroupState.NEVER;
  }

  /** Does what is due by a time, in the order of time. */
  public void advance(long millis, Consumer<Decision> out) {
    while (due() <= millis) {
      long time = due();
      List<NotifiedAlert> changes =
          !state.waiting.isEmpty() && state.waiting.firstKey() <= time
              ? state.waiting.remove(state.waiting.firstKey())
              : List.of();
      changes.forEach(alert -> take(alert, time));
      if (state.nextLook <= time) {
        look(time, out);
      }
      if (escalation.due() <= time) {
        escalation.step(untended(time), time, out);
      }
      if (state.nextLook == GroupState.NEVER) {
        // While the group is there, what was told is needed, however long ago.
        state.told.values().removeIf(told -> forgottenAt(told) <= time);
      }
    }
  }

  /** Alertmanager keeps what was told for twice the interval after which it is told again. */
  private long forgottenAt(Told told) {
    return state.nextLook == GroupState.NEVER
        ? told.timeMillis() + 2 * node.repeatInterval().toMillis()
        : GroupState.NEVER;
  }

  private void take(NotifiedAlert alert, long millis) {
    if (state.nextLook == GroupState.NEVER) {
      state.nextLook = millis + node.groupWait().toMillis();
      state.looked = false;
    }
    long starts = TimeUnit.NANOSECONDS.toMillis(alert.startsAtUnixNano());
    if (!state.looked && starts + node.groupWait().toMillis() < millis) {
      state.nextLook = millis;
    }
    state.emptySince = GroupState.NEVER;
    NotifiedAlert known = state.alerts.merge(alert.fingerprint(), alert, Group::merged);
    if (at(known, millis).status() == AlertStatus.RESOLVED) {
      escalation.end(alert.fingerprint());
    }
  }

  /** An alert that fires on has fired since it began. */
  private static NotifiedAlert merged(NotifiedAlert known, NotifiedAlert now) {
    boolean goesOn = known.status() == AlertStatus.FIRING;
    return new NotifiedAlert(
        now.labels(),
        now.annotations(),
        goesOn
            ? Math.min(known.startsAtUnixNano(), now.startsAtUnixNano())
            : now.startsAtUnixNano(),
        now.endsAtUnixNano(),
        now.generatorUrl());
  }

  private void look(long millis, Consumer<Decision> out) {
    state.nextLook = millis + node.groupInterval().toMillis();
    state.looked = true;
    if (state.alerts.isEmpty()) {
      if (state.emptySince + EMPTY_FOR.toMillis() <= millis) {
        state.nextLook = GroupState.NEVER;
        state.emptySince = GroupState.NEVER;
      }
      return;
    }
    List<NotifiedAlert> all = all(millis);
    Heard heard = heard(all, millis, out);
    if (!heard.alerts().isEmpty()) {
      Set<String> told = tell(heard, millis, out);
      escalation.over(told, heard.alerts(), millis, out);
      escalation.begin(knownUntended(heard), millis);
    }
    for (NotifiedAlert alert : all) {
      if (alert.status() == AlertStatus.RESOLVED) {
        state.alerts.remove(alert.fingerprint());
        state.quiet.remove(alert.fingerprint());
        escalation.forget(alert.fingerprint());
      }
    }
    if (state.alerts.isEmpty()) {
      state.emptySince = millis;
    }
  }

  /** All alerts as they are at a time, in the order of a notification. */
  private List<NotifiedAlert> all(long millis) {
    return state.alerts.values().stream()
        .map(alert -> at(alert, millis))
        .sorted(AlertOrder.ORDER)
        .toList();
  }

  /** The alerts that fire, that nothing keeps quiet and nobody takes care of. */
  private List<NotifiedAlert> untended(long millis) {
    return closed(millis) != null
        ? List.of()
        : all(millis).stream()
            .filter(
                alert ->
                    alert.status() == AlertStatus.FIRING
                        && quiet.of(alert.labels(), millis).isEmpty()
                        && quiet.acknowledged(alert, millis).isEmpty())
            .toList();
  }

  /** Fingerprints of what fires, nobody takes care of and the receiver was told of. */
  private List<String> knownUntended(Heard heard) {
    return heard.alerts().stream()
        .filter(alert -> alert.status() == AlertStatus.FIRING)
        .map(NotifiedAlert::fingerprint)
        .filter(fingerprint -> !heard.acknowledged().contains(fingerprint))
        .filter(
            fingerprint ->
                state.told.values().stream().anyMatch(told -> told.firing().contains(fingerprint)))
        .toList();
  }

  /** An alert as it is at a time: its end may be to come. */
  private static NotifiedAlert at(NotifiedAlert alert, long millis) {
    return alert.endsAtUnixNano() <= TimeUnit.MILLISECONDS.toNanos(millis)
        ? alert
        : new NotifiedAlert(
            alert.labels(), alert.annotations(), alert.startsAtUnixNano(), 0, alert.generatorUrl());
  }

  /**
   * What there is to tell.
   *
   * @param acknowledged fingerprints of alerts that somebody takes care of: told of beside others,
   *     and no reason to tell
   */
  private record Heard(List<NotifiedAlert> alerts, Set<String> acknowledged) {}

  /** The alerts that nothing keeps quiet. Of those that are, it is said when the reason is new. */
  private Heard heard(List<NotifiedAlert> all, long millis, Consumer<Decision> out) {
    Why closed = closed(millis);
    Heard heard = new Heard(new ArrayList<>(), new TreeSet<>());
    Map<Why, List<NotifiedAlert>> newlyQuiet = new LinkedHashMap<>();
    for (NotifiedAlert alert : all) {
      Why why = closed == null ? quiet.of(alert.labels(), millis).orElse(null) : closed;
      if (why == null) {
        Acknowledgement taken = acknowledged(alert, millis);
        heard.alerts().add(taken == null ? alert : marked(alert, taken));
        if (taken != null) {
          heard.acknowledged().add(alert.fingerprint());
          why = new Why(NotificationReason.ACKNOWLEDGED, taken.by());
        }
      }
      if (why == null) {
        state.quiet.remove(alert.fingerprint());
      } else if (!why.equals(state.quiet.put(alert.fingerprint(), why))) {
        newlyQuiet.computeIfAbsent(why, first -> new ArrayList<>()).add(alert);
      }
    }
    newlyQuiet.forEach(
        (why, alerts) ->
            out.accept(
                new Decision(
                    teller.notification(
                        node.receiver(), node.receiver(), why.reason(), true, alerts, millis),
                    why.cause())));
    return heard;
  }

  /** What is over is told, whoever took care of it. */
  private @Nullable Acknowledgement acknowledged(NotifiedAlert alert, long millis) {
    return alert.status() == AlertStatus.FIRING
        ? quiet.acknowledged(alert, millis).orElse(null)
        : null;
  }

  /** An alert that says who takes care of it. */
  private static NotifiedAlert marked(NotifiedAlert alert, Acknowledgement taken) {
    Map<String, String> annotations = new TreeMap<>(alert.annotations());
    annotations.put(ACKNOWLEDGED, taken.words());
    return new NotifiedAlert(
        alert.labels(),
        annotations,
        alert.startsAtUnixNano(),
        alert.endsAtUnixNano(),
        alert.generatorUrl());
  }

  /** Why the whole group is quiet at a time; null where it is not. */
  private @Nullable Why closed(long millis) {
    if (!teller.reaches(node.receiver(), millis)) {
      return new Why(NotificationReason.NO_CHANNEL, node.receiver());
    }
    List<String> active = node.activeTimeIntervals();
    if (!active.isEmpty() && active.stream().noneMatch(name -> alerting.holds(name, millis))) {
      return new Why(NotificationReason.INACTIVE, String.join(",", active));
    }
    return node.muteTimeIntervals().stream()
        .filter(name -> alerting.holds(name, millis))
        .findFirst()
        .map(name -> new Why(NotificationReason.MUTED, name))
        .orElse(null);
  }

  /** Tells what there is to tell; the names of who was told of what is over too. */
  private Set<String> tell(Heard heard, long millis, Consumer<Decision> out) {
    List<NotifiedAlert> alerts = heard.alerts();
    SortedMap<AlertStatus, TreeSet<String>> by =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    NotifiedAlert::status,
                    TreeMap::new,
                    Collectors.mapping(
                        NotifiedAlert::fingerprint, Collectors.toCollection(TreeSet::new))));
    Set<String> firing = by.getOrDefault(AlertStatus.FIRING, new TreeSet<>());
    Set<String> resolved = by.getOrDefault(AlertStatus.RESOLVED, new TreeSet<>());
    List<Receiver> recipients = alerting.recipients(node.receiver(), millis);
    Set<String> names = new TreeSet<>();
    for (boolean sendResolved : KINDS) {
      if (recipients.stream().noneMatch(one -> one.hasChannel(sendResolved))) {
        continue;
      }
      NotificationReason reason =
          reason(
              state.told.get(sendResolved),
              new Told(millis, firing, resolved),
              heard.acknowledged(),
              sendResolved);
      if (reason == null) {
        continue;
      }
      List<NotifiedAlert> sent =
          sendResolved
              ? alerts
              : alerts.stream().filter(alert -> alert.status() == AlertStatus.FIRING).toList();
      if (!sent.isEmpty()) {
        for (Receiver one : recipients) {
          teller.tell(one, node.receiver(), sendResolved, reason, "", sent, millis, out);
          escalation.reached(one.name(), sent);
          if (sendResolved) {
            names.add(one.name());
          }
        }
      }
      // Noted even where nothing is sent, so that what fires again is new.
      state.told.put(sendResolved, new Told(millis, firing, resolved));
    }
    return names;
  }

  /** Why what there is now is told to who knows what was told; null where it is not. */
  private @Nullable NotificationReason reason(
      @Nullable Told told, Told now, Set<String> acknowledged, boolean sendResolved) {
    Set<String> untended = new TreeSet<>(now.firing());
    untended.removeAll(acknowledged);
    if (told == null) {
      return untended.isEmpty() ? null : NotificationReason.FIRST;
    }
    if (!told.firing().containsAll(untended)) {
      return told.firing().isEmpty() ? NotificationReason.FIRST : NotificationReason.NEW_ALERTS;
    }
    if (now.firing().isEmpty()) {
      return told.firing().isEmpty() ? null : NotificationReason.ALL_RESOLVED;
    }
    if (sendResolved && !told.resolved().containsAll(now.resolved())) {
      return NotificationReason.NEW_RESOLVED;
    }
    return !untended.isEmpty()
            && told.timeMillis() < now.timeMillis() - node.repeatInterval().toMillis()
        ? NotificationReason.REPEAT
        : null;
  }
}
