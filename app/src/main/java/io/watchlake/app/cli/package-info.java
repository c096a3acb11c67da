/** What every subcommand shares: common options, exit codes, and how errors reach the user. */
@NullMarked
package io.watchlake.app.cli;

import org.jspecify.annotations.NullMarked;
