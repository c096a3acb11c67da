package io.watchlake.alerting;

import java.util.List;

/**
 * Somebody who can be told, by some channels.
 *
 * @param name how routes name it
 * @param channels in the order of the file; none for a receiver that is never told
 */
public record Receiver(String name, List<Channel> channels) {

  public Receiver {
    channels = List.copyOf(channels);
  }

  /**
   * A way to tell a receiver.
   *
   * @param name how the configuration calls it
   * @param sendResolved whether it is told that alerts are over
   */
  public record Channel(String name, boolean sendResolved) {}

  /** Whether any of the channels has this {@code send_resolved}. */
  public boolean hasChannel(boolean sendResolved) {
    return channels.stream().anyMatch(channel -> channel.sendResolved() == sendResolved);
  }
}
