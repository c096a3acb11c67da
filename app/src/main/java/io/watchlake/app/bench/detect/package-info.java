/** {@code watchlake bench detect}: how good the detector is on the Numenta Anomaly Benchmark. */
@NullMarked
package io.watchlake.app.bench.detect;

import org.jspecify.annotations.NullMarked;
