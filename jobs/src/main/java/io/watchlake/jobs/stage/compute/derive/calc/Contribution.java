package io.watchlake.jobs.stage.compute.derive.calc;

/**
 * What a series' window gives to a group's value.
 *
 * @param group text of the {@link GroupKey}
 * @param series id of the series
 * @param member what it gives
 */
public record Contribution(String group, long series, Member member) {}
