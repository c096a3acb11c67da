/** Benchmarks of the hot pieces, a class a piece. */
@NullMarked
package io.watchlake.jmh;

import org.jspecify.annotations.NullMarked;
