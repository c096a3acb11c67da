/** What rollups are made of and how they merge. Knows no Flink. */
@NullMarked
package io.watchlake.jobs.stage.rollup;

import org.jspecify.annotations.NullMarked;
