package io.watchlake.model.alert;

import io.watchlake.model.formula.LabelMatcher;
import java.util.List;

/**
 * That nobody is to be told of some alerts for some time.
 *
 * @param id names it
 * @param matchers all must match an alert's labels; at least one
 * @param startsAtUnixNano from when on, nanoseconds since the epoch, UTC
 * @param endsAtUnixNano until when, this moment included; not before the start
 * @param createdBy whose it is
 * @param comment why
 * @param updatedAtUnixNano when any of this changed last
 */
public record Silence(
    String id,
    List<LabelMatcher> matchers,
    long startsAtUnixNano,
    long endsAtUnixNano,
    String createdBy,
    String comment,
    long updatedAtUnixNano) {

  public Silence {
    matchers = List.copyOf(matchers);
  }

  /** Whether it holds at a time. */
  public boolean active(long unixNano) {
    return startsAtUnixNano <= unixNano && unixNano <= endsAtUnixNano;
  }

  /** The same, over by a time; one that has not begun yet is over before it begins. */
  public Silence expired(long nowUnixNano) {
    return endsAtUnixNano <= nowUnixNano
        ? this
        : new Silence(
            id,
            matchers,
            Math.min(startsAtUnixNano, nowUnixNano),
            nowUnixNano,
            createdBy,
            comment,
            nowUnixNano);
  }
}
