/**
 * Windows of histograms, exponential histograms and summaries: what was observed within them, from
 * points of any temporality. Knows no Flink.
 */
@NullMarked
package io.watchlake.jobs.stage.rollup.distribution;

import org.jspecify.annotations.NullMarked;
