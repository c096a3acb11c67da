/** Adds what is known about a record's sender. */
@NullMarked
package io.watchlake.jobs.stage.enrich;

import org.jspecify.annotations.NullMarked;
