package io.watchlake.connectors.prometheus.codec;

import java.util.List;
import java.util.Map;

/**
 * A remote write request.
 *
 * @param metadata of metric families, by name: how version 1.0 sends it
 */
public record WriteRequest(List<TimeSeries> series, Map<String, Metadata> metadata) {}
