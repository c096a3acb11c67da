package io.watchlake.connectors.prometheus.codec;

import java.util.List;

/**
 * An exemplar of a series.
 *
 * @param timestampMillis since the Unix epoch, UTC; 0 for not known
 */
public record Exemplar(List<Label> labels, double value, long timestampMillis) {}
