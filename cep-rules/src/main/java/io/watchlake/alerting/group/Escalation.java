package io.watchlake.alerting.group;

import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.Receiver.Step;
import io.watchlake.alerting.group.GroupState.Chain;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.Collection;
import java.util.LinkedHashSet;
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
    SortedMap<String, Told> told = new TreeMap<>();
    for (NotifiedAlert alert : untended) {
      Chain chain = state.chains.get(alert.fingerprint());
      while (chain != null && chain.dueMillis() <= millis && chain.next() < steps.size()) {
        String receiver = steps.get(chain.next()).receiver();
        for (Receiver recipient : teller.alerting().recipients(receiver, millis)) {
          told.computeIfAbsent(
                  recipient.name(), name -> new Told(recipient, receiver, new LinkedHashSet<>()))
              .alerts()
              .add(alert);
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
    told.values().forEach(one -> tell(one, millis, out));
  }

  /**
   * Who is told at a time, by whatever steps.
   *
   * @param instead the name of the receiver of the first of the steps
   */
  private record Told(Receiver recipient, String instead, Set<NotifiedAlert> alerts) {}

  private void tell(Told told, long millis, Consumer<Decision> out) {
    List<NotifiedAlert> alerts = List.copyOf(told.alerts());
    String name = told.recipient().name();
    if (told.recipient().channels().isEmpty()) {
      out.accept(
          new Decision(
              teller.notification(
                  name, told.instead(), NotificationReason.NO_CHANNEL, true, alerts, millis),
              name));
      return;
    }
    for (boolean sendResolved : Group.KINDS) {
      teller.tell(
          told.recipient(),
          told.instead(),
          sendResolved,
          NotificationReason.ESCALATION,
          teller.node().receiver(),
          alerts,
          millis,
          out);
    }
    reached(name, alerts);
  }

  /** Notes that another than the group's receiver itself was told that alerts fire. */
  void reached(String recipient, Collection<NotifiedAlert> alerts) {
    if (!recipient.equals(teller.node().receiver())) {
      alerts.stream()
          .filter(alert -> alert.status() == AlertStatus.FIRING)
          .forEach(
              alert ->
                  state
                      .reached
                      .computeIfAbsent(recipient, first -> new TreeSet<>())
                      .add(alert.fingerprint()));
    }
  }

  /**
   * Tells those others of what is over.
   *
   * @param told names of those that are told of it already
   * @param heard what nothing keeps quiet, in the order of a notification
   */
  void over(Set<String> told, List<NotifiedAlert> heard, long millis, Consumer<Decision> out) {
    for (Map.Entry<String, Set<String>> reached : state.reached.entrySet()) {
      List<NotifiedAlert> known =
          heard.stream().filter(alert -> reached.getValue().contains(alert.fingerprint())).toList();
      Receiver recipient = teller.alerting().receiver(reached.getKey()).orElse(null);
      long firing = known.stream().filter(one -> one.status() == AlertStatus.FIRING).count();
      if (recipient != null && firing < known.size() && !told.contains(recipient.name())) {
        NotificationReason reason =
            firing == 0 ? NotificationReason.ALL_RESOLVED : NotificationReason.NEW_RESOLVED;
        teller.tell(recipient, recipient.name(), true, reason, "", known, millis, out);
      }
    }
  }
}
