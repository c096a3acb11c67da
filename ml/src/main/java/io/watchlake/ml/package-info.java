/** Anomaly detectors. Sees the model alone; no Flink. */
@NullMarked
package io.watchlake.ml;

import org.jspecify.annotations.NullMarked;
