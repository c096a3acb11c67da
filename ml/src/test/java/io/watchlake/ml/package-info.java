/** Detectors, on made series and hostile input. */
@NullMarked
package io.watchlake.ml;

import org.jspecify.annotations.NullMarked;
