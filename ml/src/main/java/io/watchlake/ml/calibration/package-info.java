/** Makes measures of different kinds comparable: each is weighed against its own past. */
@NullMarked
package io.watchlake.ml.calibration;

import org.jspecify.annotations.NullMarked;
