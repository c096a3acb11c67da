package io.watchlake.app.stack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What was seen of one job since {@code up}. Safe for use by several threads. */
final class JobWatch {

  private static final long STABLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final int HOPELESS = 4;

  private final long longestPauseNanos;
  private String state = JobStatus.ABSENT;
  private String startedFrom = "";
  private @Nullable String problem;
  private @Nullable String endedRun;
  private JobStatus.@Nullable Checkpoint checkpoint;
  private boolean submitting;
  private long submissionPhase;
  private @Nullable String unansweredRun;
  private int submissions;
  private int failures;
  private long notBefore = System.nanoTime();
  private long runningSince;

  JobWatch(Duration longestPause) {
    this.longestPauseNanos = longestPause.toNanos();
  }

  /** Takes note of Flink's word for the job; true if it began to run. */
  synchronized boolean seen(String now) {
    boolean runsAnew = now.equals("RUNNING") && !state.equals(now);
    if (runsAnew) {
      runningSince = System.nanoTime();
      problem = null;
    }
    state = now;
    notifyAll();
    return runsAnew;
  }

  /** The JobManager is away, so nothing is known of the job. */
  synchronized void unseen() {
    state = JobStatus.ABSENT;
  }

  /** True once for each run that ended: the job then waits longer the sooner it ended. */
  synchronized boolean isNewEnd(String run) {
    if (run.equals(endedRun)) {
      return false;
    }
    endedRun = run;
    failures = System.nanoTime() - runningSince > STABLE_NANOS ? 0 : failures;
    backOff();
    return true;
  }

  synchronized void troubled(String reason) {
    problem = reason;
  }

  synchronized void checkpointed(JobStatus.Checkpoint last) {
    checkpoint = last;
  }

  /** True if the caller may submit the job now; it must call {@link #endSubmit}. */
  synchronized boolean beginSubmit() {
    if (submitting || System.nanoTime() < notBefore) {
      return false;
    }
    submitting = true;
    submissionPhase++;
    return true;
  }

  synchronized void endSubmit() {
    submitting = false;
    submissionPhase++;
    notifyAll();
  }

  /** Changes whenever a submission begins or ends. */
  synchronized long submissionPhase() {
    return submissionPhase;
  }

  /**
   * Whether no submission is under way or was since {@link #submissionPhase} gave {@code phase}.
   */
  synchronized boolean isIdleSince(long phase) {
    return !submitting && submissionPhase == phase;
  }

  /** Flink is asked to take a run; until it answers, nobody knows whether it did. */
  synchronized void asked(String run) {
    unansweredRun = run;
  }

  synchronized void answered() {
    unansweredRun = null;
  }

  /** The run that Flink was asked to take without an answer; null when there is none. */
  synchronized @Nullable String unansweredRun() {
    return unansweredRun;
  }

  synchronized void submitted(String from) {
    submissions++;
    startedFrom = from;
    checkpoint = null;
    state = "CREATED";
  }

  /** True if the reason is news. */
  synchronized boolean submitFailed(String reason) {
    boolean news = !reason.equals(problem);
    problem = reason;
    backOff();
    return news;
  }

  private void backOff() {
    long pause = TimeUnit.SECONDS.toNanos(1L << Math.min(failures, 10));
    notBefore = System.nanoTime() + Math.min(pause, longestPauseNanos);
    failures++;
    notifyAll();
  }

  /** Waits until the job runs; false if it failed repeatedly or {@code deadline} came first. */
  synchronized boolean awaitRunning(long deadline) throws InterruptedException {
    while (!state.equals("RUNNING")) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || failures >= HOPELESS) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Waits until no submission is under way, or until {@code deadline}. */
  synchronized void awaitIdle(long deadline) throws InterruptedException {
    for (long left = 1; submitting && left > 0; ) {
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      wait(Math.max(1, left));
    }
  }

  synchronized String state() {
    return state;
  }

  synchronized String startedFrom() {
    return startedFrom;
  }

  synchronized @Nullable String problem() {
    return problem;
  }

  synchronized JobStatus.@Nullable Checkpoint checkpoint() {
    return checkpoint;
  }

  synchronized int restarts() {
    return Math.max(0, submissions - 1);
  }
}
