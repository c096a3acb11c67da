package io.watchlake.app.replay;

import java.util.concurrent.TimeUnit;

/** Holds lines back until their event time has come, at the speed asked for. */
final class Pace {

  private final Speed speed;
  private final Time time;
  private long firstNanos;
  private long startedAt;

  /** The time that passes while a replay goes on. */
  interface Time {

    /** The time that this process has. */
    Time REAL =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
          }
        };

    /** Nanoseconds since some moment. */
    long nanos();

    void sleep(long nanos) throws InterruptedException;
  }

  Pace(Speed speed, Time time) {
    this.speed = speed;
    this.time = time;
  }

  /**
   * Waits until {@code line} is due. The first one that has a time is due at once, and so are lines
   * before it.
   */
  void await(Line line) throws InterruptedException {
    if (line.latestNanos() <= 0) {
      return;
    }
    if (firstNanos == 0) {
      firstNanos = line.latestNanos();
      startedAt = time.nanos();
    }
    long due = startedAt + speed.lasting(line.latestNanos() - firstNanos).toNanos();
    long wait = due - time.nanos();
    if (wait > 0) {
      time.sleep(wait);
    }
  }
}
