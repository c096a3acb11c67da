package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalPattern;
import java.io.Serializable;
import java.util.Map;

/**
 * A record as rules see it, without being made into a signal yet: of the many that come, few are
 * asked for.
 */
public interface RecordView {

  /** The longest text that a label holds, in characters; of longer ones this is the beginning. */
  int LONGEST_LABEL = 2_048;

  /** Makes views of records; travels in the job graph. */
  interface Maker<T> extends Serializable {
    RecordView of(T record);
  }

  /** When it was so, nanoseconds since the epoch, UTC. */
  long timeUnixNano();

  /** The service it speaks of; empty where there is none. */
  String service();

  /** The signal's name; empty for none. */
  String name();

  /** The value of a label; empty where there is none. */
  String label(String label);

  /** The value; NaN for none. */
  double value();

  /**
   * The signal that the record is; the same whenever it is made of the same record. Its id is made
   * of the record's place, and its labels are those that {@link #label} tells.
   */
  Signal signal();

  /** Whether a pattern of signals of this kind means the record. */
  default boolean fits(SignalPattern pattern) {
    return pattern.matches(name(), this::label, value());
  }

  /** The beginning of a text that is as long as a label may be. */
  static String cut(String text) {
    if (text.length() <= LONGEST_LABEL) {
      return text;
    }
    // Half a character is none.
    int end = Character.isHighSurrogate(text.charAt(LONGEST_LABEL - 1)) ? 1 : 0;
    return text.substring(0, LONGEST_LABEL - end);
  }

  /** Puts a label, unless it is empty. */
  static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(name, cut(value));
    }
  }
}
