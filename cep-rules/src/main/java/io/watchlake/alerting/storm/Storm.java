package io.watchlake.alerting.storm;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.Receiver.Gathering;
import io.watchlake.alerting.storm.StormState.Heard;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is told to one kind of a receiver's channels: each notification by itself, or, where there
 * are too many, a digest from time to time. A digest tells of all that digests told of and that
 * fires, so that the newest says how it is. A storm is over when a digest is told and no more come
 * than may be told by themselves; what digests told of is then told by itself when it changes.
 *
 * <p>That all is over which was told by itself is told by itself, in a storm too: whoever opened an
 * incident for it can close it. When all is over that digests told of, a last digest says so.
 */
public final class Storm {

  /** For how long something is remembered of which nothing is heard any more. */
  static final Duration KEPT = Duration.ofDays(5);

  private static final List<String> BEST_FIRST = List.of("info", "warning", "critical");

  private static final Comparator<NotifiedAlert> WORST =
      Comparator.<NotifiedAlert>comparingInt(alert -> BEST_FIRST.indexOf(label(alert, "severity")))
          .reversed()
          .thenComparing(NotifiedAlert::startsAtUnixNano)
          .thenComparing(NotifiedAlert::fingerprint);

  private static final Comparator<Digest.Count> MOST =
      Comparator.comparingLong(Digest.Count::count).reversed().thenComparing(Digest.Count::name);

  private final Alerting alerting;
  private final String timeline;
  private final String receiver;
  private final boolean sendResolved;
  private final @Nullable Gathering gathering;
  private final StormState state;

  /**
   * A receiver at work on its state.
   *
   * @param timeline the name of the timeline that the alerts are of
   * @param sendResolved which of the receiver's channels
   */
  public Storm(
      Alerting alerting, String timeline, String receiver, boolean sendResolved, StormState state) {
    this.alerting = alerting;
    this.timeline = timeline;
    this.receiver = receiver;
    this.sendResolved = sendResolved;
    this.gathering = alerting.receiver(receiver).map(Receiver::gathering).orElse(null);
    this.state = state;
  }

  /** When {@link #advance} has something to do next though nothing comes; never for the maximum. */
  public long due() {
    long due = state.nextDigest;
    if (!state.recent.isEmpty()) {
      due = Math.min(due, overAt(state.recent.getLast()));
    }
    for (Heard heard : state.open.values()) {
      due = Math.min(due, heard.millis() + KEPT.toMillis());
    }
    for (long told : state.singly.values()) {
      due = Math.min(due, told + KEPT.toMillis());
    }
    return due;
  }

  /** Whether nothing need be kept. */
  public boolean idle() {
    return due() == StormState.NEVER;
  }

  /**
   * Does what is due by a time.
   *
   * @param millis milliseconds since the epoch; not before that of the last call
   * @param now what is to be told then, in any order
   */
  public void advance(long millis, Collection<Decision> now, Consumer<Decision> out) {
    while (due() < millis) {
      run(due(), List.of(), out);
    }
    List<Decision> sorted = new ArrayList<>(now);
    sorted.sort(
        Comparator.<Decision, String>comparing(decision -> decision.notification().groupKey())
            .thenComparing(Decision::id));
    run(millis, sorted, out);
  }

  private void run(long millis, List<Decision> now, Consumer<Decision> out) {
    if (!state.recent.isEmpty() && overAt(state.recent.getLast()) <= millis) {
      state.recent.clear();
    }
    state.open.values().removeIf(heard -> heard.millis() + KEPT.toMillis() <= millis);
    state.singly.values().removeIf(told -> told + KEPT.toMillis() <= millis);
    now.forEach(decision -> take(decision, millis, out));
    if (state.nextDigest <= millis) {
      digest(millis, out);
    }
  }

  /** When what came at a time counts no more. */
  private long overAt(long millis) {
    return gathering == null ? millis : millis + gathering.within().toMillis();
  }

  private void take(Decision decision, long millis, Consumer<Decision> out) {
    Notification notification = decision.notification();
    boolean ends =
        notification.reason() == NotificationReason.ALL_RESOLVED
            && state.singly.containsKey(notification.groupKey());
    if (!ends && gathering != null) {
      state.recent.addLast(millis);
      if (state.recent.size() > gathering.after() + 1) {
        state.recent.removeFirst();
      }
      if (state.nextDigest == StormState.NEVER && stormy(millis)) {
        state.nextDigest = millis + gathering.every().toMillis();
      }
    }
    if (ends || state.nextDigest == StormState.NEVER) {
      out.accept(decision);
      told(notification, millis);
      if (state.nextDigest == StormState.NEVER && allOver()) {
        tell(millis, out);
      }
    } else {
      out.accept(new Decision(notification.because(NotificationReason.DIGEST), next().id()));
      gather(notification, millis);
    }
  }

  private boolean stormy(long millis) {
    return gathering != null
        && state.recent.stream().filter(time -> overAt(time) > millis).count() > gathering.after();
  }

  private boolean allOver() {
    return state.open.isEmpty() && !state.over.isEmpty();
  }

  private void told(Notification notification, long millis) {
    for (NotifiedAlert alert : notification.alerts()) {
      if (alert.status() == AlertStatus.FIRING) {
        state.open.computeIfPresent(
            alert.fingerprint(), (fingerprint, heard) -> new Heard(alert, millis));
      } else if (state.open.remove(alert.fingerprint()) != null) {
        state.over.put(alert.fingerprint(), alert);
      }
    }
    if (notification.status() == AlertStatus.RESOLVED) {
      state.singly.remove(notification.groupKey());
    } else if (gathering != null && sendResolved) {
      state.singly.put(notification.groupKey(), millis);
    }
  }

  private void gather(Notification notification, long millis) {
    state.gathered++;
    state.onCall = notification.onCall();
    for (NotifiedAlert alert : notification.alerts()) {
      if (alert.status() == AlertStatus.FIRING) {
        state.open.put(alert.fingerprint(), new Heard(alert, millis));
        state.over.remove(alert.fingerprint());
      } else {
        state.open.remove(alert.fingerprint());
        state.over.put(alert.fingerprint(), alert);
      }
    }
  }

  private void digest(long millis, Consumer<Decision> out) {
    if (state.gathered > 0 || allOver()) {
      tell(millis, out);
    }
    Gathering limit = gathering;
    state.nextDigest =
        limit != null && stormy(millis) ? millis + limit.every().toMillis() : StormState.NEVER;
  }

  private void tell(long millis, Consumer<Decision> out) {
    int top = gathering == null ? Gathering.TOP : gathering.top();
    List<NotifiedAlert> firing =
        state.open.values().stream().map(Heard::alert).sorted(WORST).toList();
    List<NotifiedAlert> alerts = new ArrayList<>(firing);
    state.over.values().stream().sorted(WORST).forEach(alerts::add);
    int named = Math.min(top, alerts.size());
    Digest digest =
        new Digest(
            state.gathered,
            firing.size(),
            state.over.size(),
            counts(firing, "severity", firing.size()),
            counts(firing, "alertname", top),
            counts(firing, "service", top));
    out.accept(
        new Decision(
            notification(
                millis, alerts.subList(0, named), alerts.size() - named, state.onCall, digest),
            ""));
    state.gathered = 0;
    state.over.clear();
    if (!sendResolved) {
      // Such channels hear of nothing that is over: what fires is only known where it is told.
      state.open.clear();
    }
  }

  private static List<Digest.Count> counts(List<NotifiedAlert> alerts, String label, int most) {
    Map<String, Long> counts =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    alert -> label(alert, label), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> new Digest.Count(count.getKey(), count.getValue()))
        .sorted(MOST)
        .limit(most)
        .toList();
  }

  private static String label(NotifiedAlert alert, String label) {
    return alert.labels().getOrDefault(label, "");
  }

  /** The next digest as far as it is known: its id is. */
  private Notification next() {
    return notification(state.nextDigest, List.of(), 0, List.of(), null);
  }

  private Notification notification(
      long millis,
      List<NotifiedAlert> alerts,
      long truncated,
      List<String> onCall,
      @Nullable Digest digest) {
    return new Notification(
        timeline,
        receiver,
        sendResolved,
        NotificationReason.STORM,
        TimeUnit.MILLISECONDS.toNanos(millis),
        "{digest}:{receiver=\"" + receiver + "\"}",
        Map.of(),
        alerting.externalUrl(),
        truncated,
        alerts,
        onCall,
        digest);
  }
}
