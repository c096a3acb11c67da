/** The stored tables: schema, partition, sort order and properties, one class a table. */
@NullMarked
package io.watchlake.lakehouse.table;

import org.jspecify.annotations.NullMarked;
