package io.watchlake.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Polls a condition until it holds, or fails saying what it last saw. */
final class Await {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * Polls until {@code accepted} takes what {@code look} returns. What it throws counts as not yet.
   *
   * @return how long it took
   * @throws AssertionError after {@code limit}, with the last value or failure
   */
  static <T> Duration until(String what, Duration limit, Callable<T> look, Predicate<T> accepted) {
    long begin = System.nanoTime();
    @Nullable Object last = null;
    @Nullable Throwable failure = null;
    while (true) {
      try {
        T value = look.call();
        last = value;
        failure = null;
        if (accepted.test(value)) {
          return Duration.ofNanos(System.nanoTime() - begin);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      } catch (Exception e) {
        failure = e;
      }
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new AssertionError(
            "waited " + limit.toSeconds() + " s for " + what + "; last seen: " + last, failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Await() {}
}
