/**
 * Alert rules over history: the signals that the lakehouse's rows were, and what rules say then.
 */
@NullMarked
package io.watchlake.jobs.backtest;

import org.jspecify.annotations.NullMarked;
