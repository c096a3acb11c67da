package io.watchlake.jobs.stage.compute.signal;

import io.watchlake.model.metric.CustomMetrics;
import java.io.Serializable;
import java.util.List;

/**
 * Where a task learns what is asked for, for the stages that points and records flow through: what
 * is asked for decides what they make, and is no part of what flows. Travels in the job graph.
 */
public interface AskedFor extends Serializable {

  /** Nobody ever asks. */
  AskedFor NOBODY =
      () -> {
        Subscriptions none = new Subscriptions(List.of(), CustomMetrics.NONE);
        return new Asking() {
          @Override
          public Subscriptions now() {
            return none;
          }

          @Override
          public void close() {}
        };
      };

  /**
   * Begins to learn; returns when all that is asked for by now is known.
   *
   * @throws InterruptedException if the task is cancelled meanwhile
   */
  Asking open() throws InterruptedException;

  /** What is asked for as it changes; its user is one thread. */
  interface Asking extends AutoCloseable {

    /** All that is asked for, as far as it is known; the same object as long as it is the same. */
    Subscriptions now();

    /** Learns no more. */
    @Override
    void close();
  }
}
