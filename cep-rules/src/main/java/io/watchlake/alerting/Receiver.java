package io.watchlake.alerting;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be told, by some channels.
 *
 * @param name how routes name it
 * @param channels in the order of the file; none for a receiver that is never told
 * @param escalation who else is told of alerts that nobody takes care of, soonest first; empty for
 *     nobody
 * @param onCall the name of the schedule that says which receivers are told in its place; its own
 *     channels are told where nobody is on call. Null for none
 * @param gathering when it is told digests; null for never
 */
public record Receiver(
    String name,
    List<Channel> channels,
    List<Step> escalation,
    @Nullable String onCall,
    @Nullable Gathering gathering) {

  public Receiver {
    channels = List.copyOf(channels);
    escalation = List.copyOf(escalation);
  }

  /** A receiver that is told alone. */
  public Receiver(String name, List<Channel> channels) {
    this(name, channels, List.of(), null, null);
  }

  /**
   * A way to tell a receiver.
   *
   * @param name how the configuration calls it
   * @param sendResolved whether it is told that alerts are over
   */
  public record Channel(String name, boolean sendResolved) {}

  /**
   * A step of a chain.
   *
   * @param after how long after the first of the chain was told of an alert
   * @param receiver the name of who is told then
   */
  public record Step(Duration after, String receiver) {}

  /**
   * When a receiver is told digests in place of single notifications.
   *
   * @param after how many notifications it is told by themselves at most
   * @param within in what time
   * @param every how often a digest is told while there are more
   * @param top how many alerts a digest names, and how many rules and services it counts by
   */
  public record Gathering(int after, Duration within, Duration every, int top) {

    /** How many alerts a digest names where it is not said. */
    public static final int TOP = 10;
  }

  /** Whether any of the channels has this {@code send_resolved}. */
  public boolean hasChannel(boolean sendResolved) {
    return channels.stream().anyMatch(channel -> channel.sendResolved() == sendResolved);
  }
}
