/** The command {@code watchlake alerts}: what fires. */
@NullMarked
package io.watchlake.app.alert;

import org.jspecify.annotations.NullMarked;
