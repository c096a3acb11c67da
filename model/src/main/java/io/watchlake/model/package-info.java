/** The vocabulary every module shares: where a record came from, and the names of things. */
@NullMarked
package io.watchlake.model;

import org.jspecify.annotations.NullMarked;
