package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.config.Configuration;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search node is away for a while ({@code watchlake.outage.seconds}, 60): everything else stays
 * fresh meanwhile, and afterwards the index holds exactly the lake's log records.
 */
final class SearchOutage {

  private static final Logger LOG = LoggerFactory.getLogger(SearchOutage.class);

  /** Jobs that have just begun load their classes, on a busy machine for longer than a minute. */
  private static final Duration STARTED = Duration.ofMinutes(3);

  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Duration CAUGHT_UP = Duration.ofMinutes(3);
  private static final int INDEX_DAYS = Configuration.defaults().search().retentionDays();
  private static final String TOPIC = Timeline.LIVE.topic(Topics.OTLP_LOGS);

  private final TestStack stack;
  private final SearchNode search;
  private final SearchIndex index;

  SearchOutage(TestStack stack, SearchNode search) {
    this.stack = stack;
    this.search = search;
    this.index = new SearchIndex(search.address());
  }

  void run() {
    Duration outage = Duration.ofSeconds(Long.getLong("watchlake.outage.seconds", 60));
    Marker.send(stack.info().otlpHttpUrl()).awaitVisible(stack.lake(), STARTED);
    awaitIndexEqualsLake("before the outage");

    search.stop();
    long gone = System.nanoTime();
    Duration worst = Duration.ZERO;
    int markers = 0;
    while (System.nanoTime() - gone < outage.toNanos()) {
      Duration visible =
          Marker.send(stack.info().otlpHttpUrl()).awaitVisible(stack.lake(), Duration.ofMinutes(1));
      worst = visible.compareTo(worst) > 0 ? visible : worst;
      markers++;
    }
    assertThat(index.answers()).as("the node was away all the time").isFalse();
    LOG.info("without search for {}: {} markers, the slowest after {}", outage, markers, worst);
    assertThat(worst).as("arrival to visible in SQL while search is away").isLessThan(FRESH);

    search.start();
    Duration caughtUp = awaitIndexEqualsLake("after the outage");
    LOG.info("the index held the lake's log records {} after search was back", caughtUp);
  }

  private Duration awaitIndexEqualsLake(String when) {
    return Await.until(
        "the index to hold the lake's log records " + when,
        CAUGHT_UP,
        () -> {
          Set<String> held = index.ids(TOPIC);
          // The index keeps fewer days than the lake; hostile records may have any time.
          Set<String> missing = lakeIds("ts > now() - interval " + (INDEX_DAYS - 1) + " days");
          missing.removeAll(held);
          Set<String> surplus = new HashSet<>(held);
          surplus.removeAll(lakeIds("true"));
          return missing.size() + " missing, " + surplus.size() + " too many";
        },
        "0 missing, 0 too many"::equals);
  }

  private Set<String> lakeIds(String condition) {
    Set<String> ids = new HashSet<>();
    stack
        .lake()
        .rows(
            "select _origin.topic || '-' || _origin.partition || '-' || _origin.\"offset\" || '-' ||"
                + " _origin.\"index\" from telemetry.logs where timeline = 'live' and "
                + condition)
        .forEach(row -> ids.add(String.valueOf(row.get(0))));
    return ids;
  }
}
