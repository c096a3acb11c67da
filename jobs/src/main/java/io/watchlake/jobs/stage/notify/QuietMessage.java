package io.watchlake.jobs.stage.notify;

import io.watchlake.model.alert.NotifiedAlert;
import org.jspecify.annotations.Nullable;

/**
 * What every group is to know because it may keep it quiet: a message of the topic of silences or
 * of that of acknowledgements, not looked into, or an alert that may inhibit others.
 *
 * @param kind which of these
 * @param key the message's key; null for an alert, and where the message has none
 * @param value the message's value; null for an alert, and where the message forgets what its key
 *     names
 * @param source an alert, or what has become of it; null for a message
 * @param timeMillis when the alert became so, milliseconds since the epoch; 0 for a message
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record QuietMessage(
    Kind kind,
    byte @Nullable [] key,
    byte @Nullable [] value,
    @Nullable NotifiedAlert source,
    long timeMillis) {

  /** What it is; the code is what is stored. */
  public enum Kind {
    SILENCE(1),
    SOURCE(2),
    ACKNOWLEDGEMENT(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /**
     * The kind of a code.
     *
     * @throws IllegalArgumentException for an unknown code
     */
    public static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown kind of a message " + code);
    }
  }

  /** A message of the topic of silences. */
  public static QuietMessage silence(byte @Nullable [] key, byte @Nullable [] value) {
    return new QuietMessage(Kind.SILENCE, key, value, null, 0);
  }

  /** A message of the topic of acknowledgements. */
  public static QuietMessage acknowledgement(byte @Nullable [] key, byte @Nullable [] value) {
    return new QuietMessage(Kind.ACKNOWLEDGEMENT, key, value, null, 0);
  }

  /** An alert that may inhibit others. */
  public static QuietMessage source(NotifiedAlert alert, long timeMillis) {
    return new QuietMessage(Kind.SOURCE, null, null, alert, timeMillis);
  }
}
