/** {@code watchlake delivery}: delivery figures of event files. */
@NullMarked
package io.watchlake.app.delivery;

import org.jspecify.annotations.NullMarked;
