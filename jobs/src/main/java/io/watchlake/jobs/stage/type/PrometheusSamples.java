package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;

/**
 * What one rollup is in Prometheus: samples that are taken or refused together.
 *
 * @param origin the rollup
 * @param timeline the timeline's name
 * @param arrivalMillis when the rollup arrived, milliseconds since the epoch
 * @param samples how many samples there are
 * @param series the series with their samples, as fields of a {@code prometheus.WriteRequest}: such
 *     bytes one after the other are a request
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
public record PrometheusSamples(
    Origin origin, String timeline, long arrivalMillis, int samples, byte[] series) {}
