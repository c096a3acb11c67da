package io.watchlake.rules.slo;

/**
 * The events of a minute.
 *
 * @param endMillis the minute's end, which its events count at; milliseconds since the epoch
 * @param bad how many of them were bad
 * @param all how many there were
 */
public record EventMinute(long endMillis, double bad, double all) {}
