package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that is told of a change. */
final class KnownChange {

  private static final Pattern HOTFIX_BRANCH = Pattern.compile("(hotfix|hot-fix|patch)[-_/].*");
  private static final Pattern REVERT = Pattern.compile("(?i)revert[: ].*");

  final String id;
  final String repository;
  final long mergedUnixNano;

  /** Numbers of the events that tell of it. */
  final List<Integer> events = new ArrayList<>();

  final Set<String> labels = new LinkedHashSet<>();
  final Set<String> commits = new LinkedHashSet<>();
  final Set<String> paths = new LinkedHashSet<>();
  String title = "";
  String branch = "";
  long firstCommitUnixNano;
  long openedUnixNano;
  long reviewedUnixNano;
  boolean pullRequest;

  /** Whether it counts for the service whose history this is. */
  boolean own;

  /** Of the earliest event; others fill what it leaves out. */
  KnownChange(DeliveryEvent event, ChangeMerged fact) {
    id = fact.changeId();
    repository = fact.repository();
    mergedUnixNano = event.timeUnixNano();
  }

  void tell(int number, ChangeMerged fact) {
    events.add(number);
    labels.addAll(fact.labels());
    commits.addAll(fact.commits());
    paths.addAll(fact.paths());
    title = title.isEmpty() ? fact.title() : title;
    branch = branch.isEmpty() ? fact.branch() : branch;
    firstCommitUnixNano =
        firstCommitUnixNano == 0 ? fact.firstCommitUnixNano() : firstCommitUnixNano;
    openedUnixNano = openedUnixNano == 0 ? fact.openedUnixNano() : openedUnixNano;
    reviewedUnixNano = reviewedUnixNano == 0 ? fact.reviewedUnixNano() : reviewedUnixNano;
    pullRequest |= fact.pullRequest();
  }

  /** By its label or branch; titles are prose. */
  boolean isHotfix() {
    for (String label : labels) {
      String lower = label.toLowerCase(Locale.ROOT);
      if (lower.equals("hotfix") || lower.equals("incident")) {
        return true;
      }
    }
    return HOTFIX_BRANCH.matcher(branch.toLowerCase(Locale.ROOT)).matches();
  }

  boolean isRevert() {
    return REVERT.matcher(title).matches();
  }

  /** The title of what it reverts, as forges write it; null where it reverts nothing. */
  @Nullable String revertedTitle() {
    if (title.startsWith("Revert \"") && title.endsWith("\"") && title.length() > 9) {
      return title.substring(8, title.length() - 1);
    }
    return null;
  }
}
