package io.watchlake.alerting.group;

import io.watchlake.alerting.Receiver.Step;
import io.watchlake.alerting.group.GroupState.Chain;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Who else is told of a group's alerts, one after the other, while nobody takes care of them. Each
 * alert has a chain of its own, which begins when the group's receiver is told of it. A step that
 * is due while something keeps the alert quiet, or somebody takes care of it, waits for the group's
 * next look; so the chain goes on should the alert go on and nobody care any more. Who was told by
 * a step is told when the alert is over.
 */
final class Escalation {

  private final List<Step> steps;
  private final GroupState state;
  private final Teller teller;

  /**
   * @param steps of the group's receiver, soonest first
   */
  Escalation(List<Step> steps, GroupState state, Teller teller) {
    this.steps = List.copyOf(steps);
    this.state = state;
    this.teller = teller;
  }

  /** When a step is due next; {@link GroupState#NEVER} for never. */
  long due() {
    return steps.isEmpty()
        ? GroupState.NEVER
        : state.chains.values().stream().mapToLong(Chain::dueMillis).min().orElse(GroupState.NEVER);
  }

  /** Begins the chains of alerts that have none yet: the group's receiver knows of them. */
  void begin(Collection<String> fingerprints, long millis) {
    if (!steps.isEmpty()) {
      fingerprints.forEach(
          fingerprint -> state.chains.putIfAbsent(fingerprint, chain(millis, 0, millis)));
    }
  }

  /**
   * The chain of an alert at a step.
   *
   * @param millis before which the step is not due
   */
  private Chain chain(long sinceMillis, int next, long millis) {
    return new Chain(
        sinceMillis,
        next,
        next < steps.size()
            ? Math.max(millis, sinceMillis + steps.get(next).after().toMillis())
            : GroupState.NEVER);
  }

  /** Ends the chain of an alert that fires no more. */
  void end(String fingerprint) {
    state.chains.remove(fingerprint);
  }

  /** Forgets an alert that has left the group. */
  void forget(String fingerprint) {
    end(fingerprint);
    state.reached.values().forEach(known -> known.remove(fingerprint));
    state.reached.values().removeIf(Collection::isEmpty);
  }

  /**
   * Does the steps that are due.
   *
   * @param untended the alerts that fire, that nothing keeps quiet and nobody takes care of
   */
  void step(List<NotifiedAlert> untended, long millis, Consumer<Decision> out) {
    SortedMap<String, List<NotifiedAlert>> told = new TreeMap<>();
    for (NotifiedAlert alert : untended) {
      Chain chain = state.chains.get(alert.fingerprint());
      while (chain != null && chain.dueMillis() <= millis && chain.next() < steps.size()) {
        List<NotifiedAlert> to =
            told.computeIfAbsent(steps.get(chain.next()).receiver(), receiver -> new ArrayList<>());
        if (!to.contains(alert)) {
          to.add(alert);
        }
        chain = chain(chain.sinceMillis(), chain.next() + 1, millis);
        state.chains.put(alert.fingerprint(), chain);
      }
    }
    state.chains.replaceAll(
        (fingerprint, chain) ->
            chain.dueMillis() <= millis
                ? new Chain(
                    chain.sinceMillis(),
                    chain.next(),
                    chain.next() < steps.size() ? state.nextLook : GroupState.NEVER)
                : chain);
    told.forEach((receiver, alerts) -> tell(receiver, alerts, millis, out));
  }

  private void tell(
      String receiver, List<NotifiedAlert> alerts, long millis, Consumer<Decision> out) {
    if (!teller.reaches(teller.alerting().receiver(receiver).orElse(null))) {
      out.accept(
          new Decision(
              teller.notification(receiver, NotificationReason.NO_CHANNEL, true, alerts, millis),
              receiver));
      return;
    }
    for (boolean sendResolved : Group.KINDS) {
      teller.tell(
          receiver,
          sendResolved,
          NotificationReason.ESCALATION,
          teller.node().receiver(),
          alerts,
          millis,
          out);
    }
    state
        .reached
        .computeIfAbsent(receiver, first -> new TreeSet<>())
        .addAll(alerts.stream().map(NotifiedAlert::fingerprint).toList());
  }

  /**
   * Tells those that steps told of what is over.
   *
   * @param heard what nothing keeps quiet, in the order of a notification
   */
  void over(List<NotifiedAlert> heard, long millis, Consumer<Decision> out) {
    for (Map.Entry<String, Set<String>> reached : state.reached.entrySet()) {
      List<NotifiedAlert> known =
          heard.stream().filter(alert -> reached.getValue().contains(alert.fingerprint())).toList();
      long firing = known.stream().filter(one -> one.status() == AlertStatus.FIRING).count();
      if (firing < known.size()) {
        NotificationReason reason =
            firing == 0 ? NotificationReason.ALL_RESOLVED : NotificationReason.NEW_RESOLVED;
        teller.tell(reached.getKey(), true, reason, "", known, millis, out);
      }
    }
  }
}
