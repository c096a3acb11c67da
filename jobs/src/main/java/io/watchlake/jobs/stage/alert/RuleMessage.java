package io.watchlake.jobs.stage.alert;

import org.jspecify.annotations.Nullable;

/**
 * A message of the topic {@code rules}, not looked into.
 *
 * @param key null where it has none
 * @param value null where it forgets a rule
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record RuleMessage(byte @Nullable [] key, byte @Nullable [] value) {}
