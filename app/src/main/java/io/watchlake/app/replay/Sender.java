package io.watchlake.app.replay;

import io.watchlake.app.ingest.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines, one signal beside the other and each signal in its order: one request at a time is
 * on its way for each. The lines that wait are bounded, so that a slow ingest slows the reading.
 */
final class Sender implements AutoCloseable {

  private static final int WAITING = 4;

  private final OtlpClient client;
  private final Sent sent;
  private final Map<Signal, BlockingQueue<Optional<Line>>> queues = new EnumMap<>(Signal.class);
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicReference<@Nullable SendException> failure = new AtomicReference<>();

  Sender(OtlpClient client, Sent sent) {
    this.client = client;
    this.sent = sent;
    for (Signal signal : Signal.values()) {
      BlockingQueue<Optional<Line>> queue = new ArrayBlockingQueue<>(WAITING);
      queues.put(signal, queue);
      Thread worker = new Thread(() -> work(queue), "replay-" + signal.label());
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
  }

  /**
   * Has a line sent after those of its signal before it; waits while too many wait.
   *
   * @throws SendException the first failure of any line before; none is sent after it
   */
  void send(Line line) throws SendException, InterruptedException {
    put(line.signal(), Optional.of(line));
  }

  /**
   * Waits until everything is answered.
   *
   * @throws SendException the first failure of any line
   */
  void finish() throws SendException, InterruptedException {
    for (Signal signal : Signal.values()) {
      put(signal, Optional.empty());
    }
    for (Thread worker : workers) {
      worker.join();
    }
    check();
  }

  private void put(Signal signal, Optional<Line> line) throws SendException, InterruptedException {
    BlockingQueue<Optional<Line>> queue = queues.get(signal);
    if (queue == null) {
      throw new IllegalStateException("no queue for " + signal);
    }
    do {
      check();
    } while (!queue.offer(line, 100, TimeUnit.MILLISECONDS));
  }

  private void check() throws SendException {
    SendException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  private void work(BlockingQueue<Optional<Line>> queue) {
    try {
      for (Optional<Line> line = queue.take(); line.isPresent(); line = queue.take()) {
        if (failure.get() != null) {
          return;
        }
        deliver(line.get());
      }
    } catch (SendException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      // Closed: nothing more is to be sent.
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Line line) throws SendException, InterruptedException {
    try {
      client.send(line, sent);
    } catch (RuntimeException e) {
      // Told like any other failure: a worker that just ended would be waited for without end.
      throw SendException.unknown(line, e.toString());
    }
  }

  /** Sends nothing more. */
  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }
}
