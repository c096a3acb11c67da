package io.watchlake.jobs.backtest;

import io.watchlake.model.signal.Signal;
import org.jspecify.annotations.Nullable;

/** Signals of the past in the order of their times. */
interface SignalHistory extends AutoCloseable {

  /** The next one; null after the last. */
  @Nullable Signal next();

  @Override
  void close();
}
