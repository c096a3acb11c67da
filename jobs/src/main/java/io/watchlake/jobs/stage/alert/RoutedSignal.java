package io.watchlake.jobs.stage.alert;

import io.watchlake.model.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A signal on its way to a rule and key, or word that a key is to come.
 *
 * @param machine which rule and key, as text
 * @param signal null where a key is said to be expected
 * @param timeMillis of the signal, or since when the key is expected; milliseconds since the epoch
 */
public record RoutedSignal(String machine, @Nullable Signal signal, long timeMillis) {}
