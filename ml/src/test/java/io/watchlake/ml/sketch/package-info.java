/** Summaries of streams beside exact answers. */
@NullMarked
package io.watchlake.ml.sketch;

import org.jspecify.annotations.NullMarked;
