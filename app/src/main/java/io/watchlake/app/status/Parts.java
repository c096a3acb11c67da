package io.watchlake.app.status;

import io.watchlake.app.status.StackStatus.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the parts of the stack side by side, each with a deadline, so one that is dead or slow costs
 * its own figures and nothing else. A part still busy with an older question is not asked again:
 * threads never pile up behind it.
 */
final class Parts implements AutoCloseable {

  private final Duration deadline;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "status");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Future<?>> busy = new ConcurrentHashMap<>();

  Parts(Duration deadline) {
    this.deadline = deadline;
  }

  /** One round of questions; they share the deadline. */
  Round round() {
    return new Round(System.nanoTime() + deadline.toNanos());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Questions asked at one moment. For one thread. */
  final class Round {

    private final long deadlineNanos;
    private final List<Unavailable> unavailable = new ArrayList<>();

    private Round(long deadlineNanos) {
      this.deadlineNanos = deadlineNanos;
    }

    /** Asks a part; the answer is waited for by {@link Asked#orElse}. */
    <T> Asked<T> ask(String part, Callable<T> question) {
      Future<?> before = busy.get(part);
      if (before != null && !before.isDone()) {
        return new Asked<>(this, part, null);
      }
      Future<T> answer = threads.submit(question);
      busy.put(part, answer);
      return new Asked<>(this, part, answer);
    }

    /** The parts that gave no answer, and why. */
    List<Unavailable> unavailable() {
      return List.copyOf(unavailable);
    }

    private void missing(String part, String reason) {
      unavailable.add(new Unavailable(part, reason));
    }
  }

  /** A question on its way; {@code answer} is null where the part is still busy with an old one. */
  record Asked<T>(Round round, String part, @Nullable Future<T> answer) {

    /** The answer, or {@code otherwise} where there is none in time. */
    T orElse(T otherwise) {
      T given = orNull();
      return given == null ? otherwise : given;
    }

    /** The answer, or null where there is none in time. */
    @Nullable T orNull() {
      try {
        if (answer != null) {
          return answer.get(
              Math.max(0, round.deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        round.missing(part, "still busy with the question before");
      } catch (TimeoutException e) {
        round.missing(part, "no answer in time");
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = cause.getMessage();
        round.missing(part, message == null ? cause.getClass().getSimpleName() : message);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        round.missing(part, "interrupted");
      }
      return null;
    }
  }
}
