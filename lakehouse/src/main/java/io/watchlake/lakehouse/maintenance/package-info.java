/**
 * Keeps the tables' files few and sorted, and removes what no snapshot needs. Planning, rewriting
 * and committing are separate steps, so that a Flink job can rewrite in parallel.
 */
@NullMarked
package io.watchlake.lakehouse.maintenance;

import org.jspecify.annotations.NullMarked;
