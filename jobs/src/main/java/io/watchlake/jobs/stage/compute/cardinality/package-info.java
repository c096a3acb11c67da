/** Watches how many series metrics have, and names the label that makes too many. */
@NullMarked
package io.watchlake.jobs.stage.compute.cardinality;

import org.jspecify.annotations.NullMarked;
