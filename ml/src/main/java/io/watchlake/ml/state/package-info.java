/** Bytes of a detector's state: plain big-endian numbers, written and read in one order. */
@NullMarked
package io.watchlake.ml.state;

import org.jspecify.annotations.NullMarked;
