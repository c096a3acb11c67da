package io.watchlake.app.notify;

import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.model.alert.Notification;
import java.time.Duration;
import java.util.List;

/** Tells one channel of notifications. For one thread. */
interface Delivery {

  /** The one target of a channel that has no others. */
  List<String> ONE = List.of("");

  /** Who is told, one after the other, each by a message of its own; at least one. */
  default List<String> targets() {
    return ONE;
  }

  /** The least time between two messages. */
  default Duration pause() {
    return Duration.ZERO;
  }

  /**
   * Tells a target; returns when it was taken.
   *
   * @param target one of {@link #targets}
   * @return what went wrong all the same, such as with a template
   * @throws ChannelException where it was not taken
   */
  List<String> send(Notification notification, String target)
      throws ChannelException, InterruptedException;
}
