package io.watchlake.jobs.stage.compute.signal;

import org.jspecify.annotations.Nullable;

/**
 * A message of the topic {@code subscriptions}, not looked into.
 *
 * @param key null where it has none
 * @param value null where it ends a subscription
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record SubscriptionMessage(byte @Nullable [] key, byte @Nullable [] value) {}
