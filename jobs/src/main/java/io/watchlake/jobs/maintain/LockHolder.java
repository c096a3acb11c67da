package io.watchlake.jobs.maintain;

import io.watchlake.lakehouse.maintenance.MaintenanceLock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the maintenance lock from the first time it gets it until it is closed, however long a
 * round takes: it says again and again that it is still there. So the lock need not be given for
 * long, and one whose process was killed blocks the next for a minute at most.
 */
final class LockHolder implements AutoCloseable {

  /** How long the lock outlives its holder. */
  static final Duration HOLD = Duration.ofMinutes(1);

  /** Several times within {@link #HOLD}, since the catalog may be busy now and then. */
  private static final Duration RENEW_EVERY = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(LockHolder.class);

  private final MaintenanceLock lock;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "maintenance-lock");
            thread.setDaemon(true);
            return thread;
          });
  private boolean held;

  LockHolder(MaintenanceLock lock, InstantSource clock) {
    this.lock = lock;
    this.clock = clock;
  }

  /** Begins to renew the lock once it is held. */
  void start() {
    long every = RENEW_EVERY.toMillis();
    var unused = timer.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock, or makes sure that it is still held.
   *
   * @return whether it is; if not, another holds it
   * @throws IllegalStateException if the catalog's database cannot be asked
   */
  synchronized boolean tryHold() {
    held = lock.tryAcquire(clock.instant(), HOLD);
    return held;
  }

  /** Says that the holder is still there, if it holds the lock. */
  synchronized void renew() {
    if (!held) {
      return;
    }
    try {
      if (!tryHold()) {
        LOG.warn("the maintenance lock was lost to another; the next table waits until it is free");
      }
    } catch (RuntimeException e) {
      LOG.warn("the maintenance lock could not be renewed; it is tried again", e);
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      if (held) {
        held = false;
        lock.release();
      }
    }
  }
}
