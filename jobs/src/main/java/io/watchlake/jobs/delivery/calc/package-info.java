/**
 * The formulas of delivery: from a set of events to verdicts and figures. A pure function of the
 * set, the definition and the clock, so that neither order nor repeats of events matter; no Flink.
 * docs/delivery.md has the formulas in words.
 */
@NullMarked
package io.watchlake.jobs.delivery.calc;

import org.jspecify.annotations.NullMarked;
