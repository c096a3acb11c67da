/** How many series a metric has, and by which label: sketches of them. */
@NullMarked
package io.watchlake.jobs.stage.cardinality;

import org.jspecify.annotations.NullMarked;
