package io.watchlake.model.anomaly;

import org.jspecify.annotations.Nullable;

/**
 * Which model judges a service from now on.
 *
 * @param service the service
 * @param model the model; null where none does any more
 */
public record ModelChange(String service, @Nullable FittedModel model) {}
