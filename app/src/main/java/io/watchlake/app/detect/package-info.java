/** {@code watchlake detect}: the detector of the jobs over files of one series each. */
@NullMarked
package io.watchlake.app.detect;

import org.jspecify.annotations.NullMarked;
