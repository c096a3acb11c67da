/** Rules in plain words: what one does, and why it fired or did not. */
@NullMarked
package io.watchlake.rules.explain;

import org.jspecify.annotations.NullMarked;
