package io.watchlake.jobs.stage.type;

/**
 * What was last said about something.
 *
 * @param hash of its contents, 64 bits
 * @param revision which revision it was
 */
public record OutputVersion(long hash, long revision) {}
