package io.watchlake.jobs.stage.notify;

import io.watchlake.model.alert.NotifiedAlert;
import org.jspecify.annotations.Nullable;

/**
 * What every group is to know because it may keep it quiet: a message of the topic of silences, not
 * looked into, or an alert that may inhibit others.
 *
 * @param key the message's key; null for an alert, and where the message has none
 * @param value the message's value; null for an alert, and where the message forgets a silence
 * @param source an alert, or what has become of it; null for a message
 * @param timeMillis when the alert became so, milliseconds since the epoch; 0 for a message
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record QuietMessage(
    byte @Nullable [] key,
    byte @Nullable [] value,
    @Nullable NotifiedAlert source,
    long timeMillis) {

  /** A message of the topic of silences. */
  public static QuietMessage silence(byte @Nullable [] key, byte @Nullable [] value) {
    return new QuietMessage(key, value, null, 0);
  }

  /** An alert that may inhibit others. */
  public static QuietMessage source(NotifiedAlert alert, long timeMillis) {
    return new QuietMessage(null, null, alert, timeMillis);
  }
}
