package io.watchlake.jobs.stage.notify;

import io.watchlake.model.alert.NotifiedAlert;

/**
 * An alert, or what has become of it, on its way to a group.
 *
 * @param group which, as text
 * @param timeMillis when it became so, milliseconds since the epoch
 */
public record GroupedAlert(String group, NotifiedAlert alert, long timeMillis) {}
