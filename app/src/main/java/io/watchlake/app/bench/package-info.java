/** The command {@code bench}: what the platform takes for its work, measured with real servers. */
@NullMarked
package io.watchlake.app.bench;

import org.jspecify.annotations.NullMarked;
