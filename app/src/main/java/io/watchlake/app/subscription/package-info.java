/** The command that asks for signals. */
@NullMarked
package io.watchlake.app.subscription;

import org.jspecify.annotations.NullMarked;
