package io.watchlake.jobs.stage.alert;

import io.watchlake.model.signal.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * That signals are asked for, or no more.
 *
 * @param id of the subscription
 * @param subscription null where it ends
 */
public record AskedSignals(String id, @Nullable Subscription subscription) {}
