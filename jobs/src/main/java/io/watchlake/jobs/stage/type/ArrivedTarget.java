package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a resource is, as a rollup of it tells.
 *
 * @param origin the rollup
 * @param timeline the timeline's name
 * @param arrivalMillis when the rollup arrived, milliseconds since the epoch
 * @param endUnixNano end of the rollup's window, nanoseconds since the epoch, UTC
 * @param labels of the series {@code target_info}, but its name
 */
public record ArrivedTarget(
    Origin origin,
    String timeline,
    long arrivalMillis,
    long endUnixNano,
    Map<String, String> labels) {

  public ArrivedTarget {
    labels = new TreeMap<>(labels);
  }
}
