package io.watchlake.model.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Where the time of pull and merge requests goes, as medians in seconds of those that a period's
 * deployments brought. A stage counts those alone whose two ends are told, the first not after the
 * second; it is null where there are none.
 *
 * @param pullRequests how many were brought, whatever is told of them
 * @param codingMedianS from the first commit until review was asked for
 * @param reviewMedianS from then until it was approved
 * @param mergeMedianS from then until it landed
 * @param deployMedianS from then until it was deployed
 * @param cycleMedianS from the first commit until it was deployed
 */
public record LeadStages(
    long pullRequests,
    @Nullable Double codingMedianS,
    @Nullable Double reviewMedianS,
    @Nullable Double mergeMedianS,
    @Nullable Double deployMedianS,
    @Nullable Double cycleMedianS) {

  /** Of a period without pull requests. */
  public static final LeadStages NONE = new LeadStages(0, null, null, null, null, null);
}
