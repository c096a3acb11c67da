/**
 * Interactive SQL: DuckDB over the files that an Iceberg scan of one pinned snapshot plans. What it
 * cannot answer rightly it refuses, with the reason.
 */
@NullMarked
package io.watchlake.lakehouse.sql;

import org.jspecify.annotations.NullMarked;
