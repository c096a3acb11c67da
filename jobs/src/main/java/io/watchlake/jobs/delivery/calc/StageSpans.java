package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.LeadStages;

/** The stages of the pull requests of a period, gathered for their medians. */
final class StageSpans {

  private static final double MEDIAN = 0.5;

  private final Spans coding = new Spans();
  private final Spans review = new Spans();
  private final Spans merge = new Spans();
  private final Spans deploy = new Spans();
  private final Spans cycle = new Spans();
  private long pullRequests;

  /** Takes a change that a deployment brought; those that are no pull request have no stages. */
  void add(KnownChange change, long deployedUnixNano) {
    if (!change.pullRequest) {
      return;
    }
    pullRequests++;
    add(coding, change.firstCommitUnixNano, change.openedUnixNano);
    add(review, change.openedUnixNano, change.reviewedUnixNano);
    add(merge, change.reviewedUnixNano, change.mergedUnixNano);
    add(deploy, change.mergedUnixNano, deployedUnixNano);
    add(cycle, change.firstCommitUnixNano, deployedUnixNano);
  }

  private static void add(Spans spans, long fromUnixNano, long toUnixNano) {
    if (fromUnixNano != 0 && toUnixNano >= fromUnixNano) {
      spans.add(fromUnixNano, toUnixNano);
    }
  }

  LeadStages medians() {
    return pullRequests == 0
        ? LeadStages.NONE
        : new LeadStages(
            pullRequests,
            coding.quantile(MEDIAN),
            review.quantile(MEDIAN),
            merge.quantile(MEDIAN),
            deploy.quantile(MEDIAN),
            cycle.quantile(MEDIAN));
  }
}
