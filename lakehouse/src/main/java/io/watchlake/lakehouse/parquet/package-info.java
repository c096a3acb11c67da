/**
 * Columns of Parquet files, written a page at a time: values are gathered as they are, and encoded
 * in bulk when a page is full. Parquet's own writers of columns do all that is to do with a value
 * when it comes: levels, statistics, a look into a dictionary, each behind a call of its own.
 */
@NullMarked
package io.watchlake.lakehouse.parquet;

import org.jspecify.annotations.NullMarked;
