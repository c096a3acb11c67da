package io.watchlake.model.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link DeliveryEvent} says. Lists keep the order they were reported in. */
public sealed interface DeliveryFact {

  /**
   * A change landed on the default branch, at the time of its event.
   *
   * @param changeId a commit's SHA, or what else deployments name it by
   * @param repository where it landed
   * @param title its subject line; empty where none is told
   * @param labels such as those of a pull request
   * @param branch the branch that was merged; empty where none is told
   * @param commits SHAs of the commits that came with it, where they are told
   * @param firstCommitUnixNano when its first commit was authored; 0 where not told
   * @param openedUnixNano when review was asked for; 0 where not told
   * @param reviewedUnixNano when it was approved; 0 where not told
   * @param pullRequest whether it is a pull or merge request rather than a bare commit
   * @param paths the files that it changed, from the repository's root; empty where not told
   */
  record ChangeMerged(
      String changeId,
      String repository,
      String title,
      List<String> labels,
      String branch,
      List<String> commits,
      long firstCommitUnixNano,
      long openedUnixNano,
      long reviewedUnixNano,
      boolean pullRequest,
      List<String> paths)
      implements DeliveryFact {

    public ChangeMerged {
      labels = List.copyOf(labels);
      commits = List.copyOf(commits);
      paths = List.copyOf(paths);
    }

    /** A change whose files are not told. */
    public ChangeMerged(
        String changeId,
        String repository,
        String title,
        List<String> labels,
        String branch,
        List<String> commits,
        long firstCommitUnixNano,
        long openedUnixNano,
        long reviewedUnixNano,
        boolean pullRequest) {
      this(
          changeId,
          repository,
          title,
          labels,
          branch,
          commits,
          firstCommitUnixNano,
          openedUnixNano,
          reviewedUnixNano,
          pullRequest,
          List.of());
    }

    /** The same change, of other files. */
    public ChangeMerged withPaths(List<String> files) {
      return new ChangeMerged(
          changeId,
          repository,
          title,
          labels,
          branch,
          commits,
          firstCommitUnixNano,
          openedUnixNano,
          reviewedUnixNano,
          pullRequest,
          files);
    }
  }

  /**
   * An artifact was made of changes.
   *
   * @param artifactId a purl
   * @param changes the changes in it that are in no earlier artifact
   */
  record ArtifactPackaged(String artifactId, List<String> changes) implements DeliveryFact {

    public ArtifactPackaged {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A version went to an environment, at the time of its event.
   *
   * @param deploymentId how others name it
   * @param environment where it went
   * @param region part of the environment; empty where not told
   * @param artifactId what was deployed, a purl; null where not told
   * @param commit SHA of what was deployed; null where not told
   * @param changes the changes that it brings there first, where they are told
   * @param rollback whether it was reported as a step back
   */
  record Deployed(
      String deploymentId,
      String environment,
      String region,
      @Nullable String artifactId,
      @Nullable String commit,
      List<String> changes,
      boolean rollback)
      implements DeliveryFact {

    public Deployed {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Something about an incident became known, at the time of its event. What one report leaves out,
   * another of the same incident may tell.
   *
   * @param incidentId its identity within its service
   * @param phase what happened to it
   * @param impactUnixNano when users began to feel it; 0 where not told
   * @param environment where; null where not told
   * @param artifactId what is at fault, a purl; null where not told
   * @param deploymentId the deployment at fault; null where not told
   * @param restoredBy the deployment that ended it; null where not told
   * @param causedBy ids of the events that are said to have caused it
   */
  record IncidentReported(
      String incidentId,
      Phase phase,
      long impactUnixNano,
      @Nullable String environment,
      @Nullable String artifactId,
      @Nullable String deploymentId,
      @Nullable String restoredBy,
      List<String> causedBy)
      implements DeliveryFact {

    public IncidentReported {
      causedBy = List.copyOf(causedBy);
    }
  }

  /** Something that no figure is made of: kept and counted, nothing else. */
  record Other() implements DeliveryFact {}

  /** What happened to an incident; the code is what is stored. */
  enum Phase {
    DETECTED("detected"),
    RESOLVED("resolved");

    private final String code;

    Phase(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
