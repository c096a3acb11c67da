/** Detectors at work on series. */
@NullMarked
package io.watchlake.jobs.stage.compute.anomaly;

import org.jspecify.annotations.NullMarked;
