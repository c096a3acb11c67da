/** Telemetry as the jobs see it: spans, log records, metric points and their series. */
@NullMarked
package io.watchlake.model.telemetry;

import org.jspecify.annotations.NullMarked;
