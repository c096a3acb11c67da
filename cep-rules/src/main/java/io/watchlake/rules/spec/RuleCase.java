package io.watchlake.rules.spec;

import io.watchlake.model.signal.Signal;
import java.util.List;

/**
 * A case of some rules.
 *
 * @param file the file it is in, as it was named
 * @param line its line, from 1
 * @param name what it shows
 * @param signals in any order
 * @param endMillis until when is waited
 * @param alerts everything that must become of alerts, and nothing else
 * @param pending whether alerts that are pending, or cancelled, count too
 */
public record RuleCase(
    String file,
    int line,
    String name,
    List<Signal> signals,
    long endMillis,
    List<ExpectedAlert> alerts,
    boolean pending) {

  /** When every case begins, milliseconds since the epoch: a midnight of UTC. */
  public static final long BEGIN_MILLIS = 1_767_225_600_000L;

  public RuleCase {
    signals = List.copyOf(signals);
    alerts = List.copyOf(alerts);
  }
}
