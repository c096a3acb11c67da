package io.watchlake.jobs.stage.rollup;

/**
 * A message for the topic of rollups.
 *
 * @param bucket of all its series
 * @param bytes as {@link io.watchlake.connectors.rollup.codec.RollupCodec} has them
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
public record RollupMessage(int bucket, byte[] bytes) {}
