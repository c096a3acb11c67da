/** Mergeable sketches: much said in few bytes, the same in whatever order it was seen. */
@NullMarked
package io.watchlake.model.sketch;

import org.jspecify.annotations.NullMarked;
