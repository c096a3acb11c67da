package io.watchlake.app.status;

import io.watchlake.app.stack.ComponentStatus;
import io.watchlake.app.stack.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns what the supervisor says into health. */
final class Health {

  /** Checkpoints come every few seconds; none for so long means that a job is stuck. */
  private static final Duration CHECKPOINT_OVERDUE = Duration.ofMinutes(2);

  static StackStatus.Component component(ComponentStatus component) {
    boolean healthy =
        switch (component.state()) {
          case RUNNING, EXTERNAL -> true;
          case STARTING, RESTARTING, STOPPING, STOPPED -> false;
        };
    return new StackStatus.Component(
        component.name(),
        component.state().name().toLowerCase(Locale.ROOT),
        healthy,
        component.pid(),
        component.since(),
        component.restarts(),
        component.rssBytes(),
        component.address());
  }

  static StackStatus.Job job(JobStatus job) {
    JobStatus.Checkpoint checkpoint = job.checkpoint();
    return new StackStatus.Job(
        job.name(),
        job.timeline(),
        job.state(),
        job.running() || !job.wanted(),
        job.flinkId(),
        job.restarts(),
        job.problem(),
        checkpoint == null
            ? null
            : new StackStatus.Checkpoint(
                checkpoint.id(), checkpoint.completed(), checkpoint.bytes()));
  }

  static List<String> problems(
      Draft draft, List<StackStatus.Unavailable> unavailable, Instant now) {
    List<String> problems = new ArrayList<>();
    if (!draft.running()) {
      problems.add("the stack is not running: ./watchlake up starts it");
    }
    for (StackStatus.Component component : draft.components()) {
      if (!component.healthy()) {
        problems.add(component.name() + " is " + component.state());
      }
    }
    for (StackStatus.Job job : draft.jobs()) {
      problem(job, now).ifPresent(problems::add);
    }
    unavailable.forEach(one -> problems.add(one.part() + ": " + one.reason()));
    return problems;
  }

  private static Optional<String> problem(StackStatus.Job job, Instant now) {
    if (!job.healthy()) {
      String why = job.problem() == null ? "" : ": " + job.problem();
      return Optional.of("job " + job.name() + " is " + job.state().toLowerCase(Locale.ROOT) + why);
    }
    StackStatus.Checkpoint checkpoint = job.lastCheckpoint();
    if (job.state().equals("RUNNING")
        && checkpoint != null
        && checkpoint.completedAt().plus(CHECKPOINT_OVERDUE).isBefore(now)) {
      return Optional.of(
          "job "
              + job.name()
              + " completed no checkpoint for "
              + Duration.between(checkpoint.completedAt(), now).toSeconds()
              + " s");
    }
    return Optional.empty();
  }

  /** What problems are found in. */
  record Draft(
      boolean running,
      List<StackStatus.Component> components,
      List<StackStatus.Job> jobs,
      List<StackStatus.Flow> flows) {}
}
