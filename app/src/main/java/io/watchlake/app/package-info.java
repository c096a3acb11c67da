/** The {@code watchlake} command: its entry point and the list of its subcommands. */
@NullMarked
package io.watchlake.app;

import org.jspecify.annotations.NullMarked;
