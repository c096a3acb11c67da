/** Small summaries of a stream of numbers: quantiles, tails, robust centres, the recent past. */
@NullMarked
package io.watchlake.ml.sketch;

import org.jspecify.annotations.NullMarked;
