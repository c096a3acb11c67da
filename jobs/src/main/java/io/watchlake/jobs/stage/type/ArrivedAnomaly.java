package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;
import io.watchlake.model.anomaly.Anomaly;

/**
 * An anomaly with the message it came in.
 *
 * @param origin the message
 * @param arrivalMillis when the message arrived, milliseconds since the epoch
 */
public record ArrivedAnomaly(Origin origin, long arrivalMillis, Anomaly anomaly) {}
