/** Time-series databases that take the same points, so that ours can be held against theirs. */
@NullMarked
package io.watchlake.app.bench.peer;

import org.jspecify.annotations.NullMarked;
