package io.watchlake.model.telemetry;

/**
 * What a series id stands for.
 *
 * @param id 64-bit hash of the canonical form: resource, scope, metric, unit, kind, temporality,
 *     monotonicity and attributes
 * @param check a second, independent 64-bit hash of the canonical form, by which a collision of ids
 *     is noticed
 * @param metric name of the metric
 * @param description empty where there is none; not part of the identity
 * @param unit empty where there is none
 * @param monotonic whether a sum only grows; false for other kinds
 * @param attributes the point's attributes
 */
public record Series(
    long id,
    long check,
    String metric,
    String description,
    String unit,
    MetricKind kind,
    Temporality temporality,
    boolean monotonic,
    Resource resource,
    Scope scope,
    Attributes attributes) {}
