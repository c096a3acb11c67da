package io.watchlake.model.telemetry;

/**
 * What points said that came after their window could still be corrected. The points are archived
 * with all others; no rollup holds them.
 *
 * @param topic the Kafka topic of the points, timeline included
 * @param partition their partition
 * @param offsetFirst smallest offset of their messages
 * @param offsetLast largest offset of their messages
 * @param points how many there are
 * @param rollup of these points alone
 */
public record LateRollup(
    String topic, int partition, long offsetFirst, long offsetLast, int points, Rollup rollup) {}
