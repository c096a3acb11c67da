package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Rollup;

/**
 * A rollup with the message it came in.
 *
 * @param origin the message, and the rollup's place in it
 * @param arrivalMillis when the message arrived, milliseconds since the epoch
 * @param identity what tells its series apart in Prometheus
 */
public record ArrivedRollup(Origin origin, long arrivalMillis, long identity, Rollup rollup) {}
