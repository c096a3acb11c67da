package io.watchlake.app.server;

import io.watchlake.app.page.Overview;
import io.watchlake.app.page.OverviewQueries;
import io.watchlake.app.page.View;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.status.StackStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;

/** Overviews of a view at the right moment: now when live, else where the timeline's data ends. */
final class Overviews {

  static final int LIMIT = 20;

  /** Ends are exclusive, and the newest row belongs to the window. */
  private static final Duration JUST_AFTER = Duration.ofMillis(1);

  private final OverviewQueries queries;
  private final InstantSource clock;

  Overviews(OverviewQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  Overview of(View view, StackStatus status) throws SqlFailure, IOException {
    return queries.overview(window(view, status), clock.instant(), LIMIT);
  }

  View.Window window(View view, StackStatus status) {
    Instant now = clock.instant();
    if (view.timeline().isLive()) {
      return view.endingAt(now);
    }
    return view.endingAt(
        status.flows().stream()
            .filter(flow -> flow.timeline().equals(view.timeline().name()))
            .map(StackStatus.Flow::newestAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(newest -> newest.plus(JUST_AFTER))
            .orElse(now));
  }
}
