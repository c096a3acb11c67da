package io.watchlake.model.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A change, from its merge to its first deployment. Times are nanoseconds since the epoch, UTC.
 *
 * @param service the service it went to, or that its repository belongs to
 * @param changeId its id
 * @param repository where it landed; empty where only a deployment names it
 * @param title its subject line; empty where none is told
 * @param pullRequest whether it is a pull or merge request
 * @param firstCommitUnixNano 0 where not told
 * @param openedUnixNano 0 where not told
 * @param reviewedUnixNano 0 where not told
 * @param mergedUnixNano when it landed; 0 where not told
 * @param deploymentId the first deployment that brought it; null while it is in flight
 * @param deployedUnixNano when that was; 0 while it is in flight
 */
public record Change(
    String service,
    String changeId,
    String repository,
    String title,
    boolean pullRequest,
    long firstCommitUnixNano,
    long openedUnixNano,
    long reviewedUnixNano,
    long mergedUnixNano,
    @Nullable String deploymentId,
    long deployedUnixNano)
    implements Conclusion {

  @Override
  public String about() {
    return changeId;
  }
}
