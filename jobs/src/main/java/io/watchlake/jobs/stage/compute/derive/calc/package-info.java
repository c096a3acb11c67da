/** The arithmetic of derived metrics, which knows no Flink: formulas, groups, histograms. */
@NullMarked
package io.watchlake.jobs.stage.compute.derive.calc;

import org.jspecify.annotations.NullMarked;
