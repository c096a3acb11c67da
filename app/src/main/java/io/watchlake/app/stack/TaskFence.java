package io.watchlake.app.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds jobs back after the JobManager died, until no task of their former runs is left. A task
 * that outlived its JobManager could still commit to the lakehouse what its successor commits too.
 *
 * <p>Tasks end by themselves when they miss their JobManager, and a slot is free only when all
 * threads of its tasks have ended. So the TaskManager need not be started anew: it goes on with its
 * classes loaded and compiled, which is most of the time that work stands still. One that does not
 * get free in time is killed. Safe for use by several threads.
 */
final class TaskFence {

  private static final Logger LOG = LoggerFactory.getLogger(TaskFence.class);

  /** From when the new JobManager answers: the TaskManager must find it and free its slots. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Slots slots;
  private final Runnable killTaskManagers;
  private final Duration patience;
  private boolean raised;
  private long answeredSince;

  TaskFence(Slots slots, Runnable killTaskManagers) {
    this(slots, killTaskManagers, PATIENCE);
  }

  TaskFence(Slots slots, Runnable killTaskManagers, Duration patience) {
    this.slots = slots;
    this.killTaskManagers = killTaskManagers;
    this.patience = patience;
  }

  /** What the JobManager knows of the slots of its TaskManagers. */
  @FunctionalInterface
  interface Slots {
    List<FlinkRest.TaskManager> ask() throws IOException;
  }

  /** The JobManager died. */
  synchronized void raise() {
    raised = true;
    answeredSince = 0;
  }

  /**
   * Whether jobs may be submitted now.
   *
   * @throws IOException if the JobManager does not answer
   */
  synchronized boolean isOpen() throws IOException {
    if (!raised) {
      return true;
    }
    List<FlinkRest.TaskManager> registered = slots.ask();
    long now = System.nanoTime();
    if (answeredSince == 0) {
      answeredSince = now;
    }
    if (!registered.isEmpty() && registered.stream().allMatch(FlinkRest.TaskManager::isFree)) {
      raised = false;
    } else if (now - answeredSince >= patience.toNanos()) {
      LOG.warn("tasks of a lost JobManager do not end: {}; killing them", registered);
      killTaskManagers.run();
      raised = false;
    }
    return !raised;
  }
}
