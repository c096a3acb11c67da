package io.watchlake.app.replay;

import java.util.concurrent.TimeUnit;

/** Holds lines back until their event time has come, at the speed asked for. */
final class Pace {

  private final Speed speed;
  private long firstNanos = -1;
  private long startedAt;

  Pace(Speed speed) {
    this.speed = speed;
  }

  /** Waits until {@code line} is due; the first one is due at once. */
  void await(Line line) throws InterruptedException {
    if (firstNanos < 0) {
      firstNanos = line.latestNanos();
      startedAt = System.nanoTime();
    }
    long due = startedAt + speed.lasting(line.latestNanos() - firstNanos).toNanos();
    long wait = due - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }
}
