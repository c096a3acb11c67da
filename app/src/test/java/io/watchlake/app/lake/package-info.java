/** A lakehouse for tests: real tables, rows written as the jobs write them. */
@NullMarked
package io.watchlake.app.lake;

import org.jspecify.annotations.NullMarked;
