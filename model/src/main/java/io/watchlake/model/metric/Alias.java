package io.watchlake.model.metric;

/**
 * Another name of a metric.
 *
 * @param name the other name
 * @param unit the unit of values under this name
 * @param factor what a value in the metric's own unit is multiplied by
 */
public record Alias(String name, String unit, double factor) {}
