package io.watchlake.app.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops jobs with savepoints, side by side.
 *
 * <p>A job that cannot make one in time (it may be restarting because something it needs is down)
 * is cancelled instead; its newest retained checkpoint is as good, only a little older.
 */
final class JobStopper {

  private static final Logger LOG = LoggerFactory.getLogger(JobStopper.class);
  private static final long LOOK_MILLIS = 200;
  private static final String FLINKS_REASON = "Failure reason: ";

  /** Tasks that are being restored cannot make a savepoint yet; soon they can. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");

  private final FlinkRest flink;
  private final JobStore store;
  private final Path savepoints;

  JobStopper(FlinkRest flink, JobStore store, Path savepoints) {
    this.flink = flink;
    this.store = store;
    this.savepoints = savepoints;
  }

  /**
   * Stops the jobs that {@code which} names.
   *
   * @return a line a job: that its savepoint is made, or why there is none
   */
  Map<String, String> stop(Predicate<JobRecord> which, Duration patience)
      throws InterruptedException {
    Map<String, String> outcome = new TreeMap<>();
    List<Stopping> open = new ArrayList<>();
    for (JobRecord job : store.all()) {
      String run = job.currentRun();
      if (run != null && which.test(job)) {
        open.add(new Stopping(job.name(), run));
      }
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      open.removeIf(each -> advance(each, outcome));
      if (!open.isEmpty()) {
        Thread.sleep(LOOK_MILLIS);
      }
    }
    for (Stopping late : open) {
      giveUp(late, "not done within " + patience.toSeconds() + " s", outcome);
    }
    return outcome;
  }

  /** Takes a job one step on; true when there is nothing more to do for it. */
  private boolean advance(Stopping job, Map<String, String> outcome) {
    try {
      String request = job.request;
      if (request == null) {
        String state = flink.jobs().get(job.run);
        if (!"RUNNING".equals(state)) {
          return ended(job, state, outcome);
        }
        job.request = flink.stopWithSavepoint(job.run, savepoints);
        return false;
      }
      Optional<String> location = flink.savepoint(job.run, request);
      if (location.isEmpty()) {
        return false;
      }
      String path = RestorePoints.path(location.get()).toString();
      store.change(job.name, record -> record.withSavepoint(path));
      outcome.put(job.name, "stopped with a savepoint");
      return true;
    } catch (FlinkRest.RefusedException refused) {
      LOG.warn("{}: no savepoint: {}", job.name, refused.getMessage());
      job.request = null;
      if (System.nanoTime() - job.begun < RETRY_NANOS) {
        return false;
      }
      giveUp(job, shortened(refused.getMessage()), outcome);
      return true;
    } catch (IOException jobManagerAway) {
      outcome.put(
          job.name, "no savepoint: Flink does not answer; goes on from its newest checkpoint");
      return true;
    }
  }

  /** A job that does not run may come to run again in time; one that ended will not. */
  private static boolean ended(Stopping job, @Nullable String state, Map<String, String> outcome) {
    if (state == null || ENDED.contains(state)) {
      outcome.put(job.name, "did not run; goes on from its newest checkpoint");
      return true;
    }
    return false;
  }

  private static String shortened(@Nullable String reason) {
    String whole = String.valueOf(reason);
    int last = whole.lastIndexOf(FLINKS_REASON);
    return last < 0 ? whole : whole.substring(last + FLINKS_REASON.length());
  }

  private void giveUp(Stopping job, String reason, Map<String, String> outcome) {
    outcome.put(job.name, "no savepoint (" + reason + "); goes on from its newest checkpoint");
    try {
      flink.cancel(job.run);
    } catch (IOException failure) {
      LOG.warn("{} could not be cancelled", job.name, failure);
    }
  }

  private static final class Stopping {
    private final String name;
    private final String run;
    private @Nullable String request;
    private final long begun = System.nanoTime();

    Stopping(String name, String run) {
      this.name = name;
      this.run = run;
    }
  }
}
