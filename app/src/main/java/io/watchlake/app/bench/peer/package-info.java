/**
 * Servers of others that take the same points, or samples by the same rules, so that our figures
 * can be held against theirs.
 */
@NullMarked
package io.watchlake.app.bench.peer;

import org.jspecify.annotations.NullMarked;
