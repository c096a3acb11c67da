/** Anomalies: what detectors find in series. */
@NullMarked
package io.watchlake.model.anomaly;

import org.jspecify.annotations.NullMarked;
