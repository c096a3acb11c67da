package io.watchlake.model.signal;

import java.util.List;
import java.util.TreeSet;

/**
 * That somebody asks for log records, spans or audit events as signals.
 *
 * @param id names it, see {@link Subscription#checkId}
 * @param pattern which of them, of a kind that {@link SignalKind#isRecord} says are asked for so
 * @param by labels, sorted, that must not be lost where many records are counted together: who asks
 *     tells records apart by their values
 * @param owner who asks, for people to read; may be empty
 */
public record RecordSubscription(String id, SignalPattern pattern, List<String> by, String owner)
    implements Subscription {

  /**
   * @throws IllegalArgumentException for an id that is none, and for signals of other kinds
   */
  public RecordSubscription {
    Subscription.checkId(id);
    if (!pattern.kind().isRecord()) {
      throw new IllegalArgumentException(
          "signals of the kind " + pattern.kind().code() + " are not asked for by records");
    }
    by = List.copyOf(new TreeSet<>(by));
  }
}
