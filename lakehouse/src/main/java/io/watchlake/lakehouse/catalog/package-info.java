/** The Iceberg catalog: where it is, how it is opened, and that our tables are in it. */
@NullMarked
package io.watchlake.lakehouse.catalog;

import org.jspecify.annotations.NullMarked;
