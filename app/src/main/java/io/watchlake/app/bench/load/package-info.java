/** The load of the benchmarks: metric points of many series, the same for every run and server. */
@NullMarked
package io.watchlake.app.bench.load;

import org.jspecify.annotations.NullMarked;
