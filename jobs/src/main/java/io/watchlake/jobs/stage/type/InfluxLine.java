package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;

/**
 * What one message is in InfluxDB.
 *
 * @param origin the message
 * @param timeline the timeline's name
 * @param arrivalMillis when the message arrived, milliseconds since the epoch
 * @param line of the line protocol, with its end
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
public record InfluxLine(Origin origin, String timeline, long arrivalMillis, byte[] line) {}
