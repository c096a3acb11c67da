/** {@code watchlake import}: what others keep becomes events. */
@NullMarked
package io.watchlake.app.imports;

import org.jspecify.annotations.NullMarked;
