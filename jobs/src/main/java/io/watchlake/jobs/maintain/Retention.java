package io.watchlake.jobs.maintain;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.model.Tables;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long rows of the live timeline are kept. Without a word on a table, for ever: what is deleted
 * is gone, so nobody gets it by default.
 *
 * @param daysByTable whole days beside the present one, by the table's name; tables left out are
 *     kept
 */
record Retention(Map<String, Integer> daysByTable) implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int FOR_EVER = 0;
  private static final int MAX_DAYS = 36_500;

  Retention {
    daysByTable = Map.copyOf(daysByTable);
  }

  /**
   * Reads {@code --keep-traces-days}, {@code --keep-logs-days}, {@code --keep-metrics-days}, {@code
   * --keep-rollups-1m-days}, {@code --keep-rollups-1h-days}, {@code --keep-anomalies-days} and
   * {@code --keep-dead-letters-days}.
   */
  static Retention of(Arguments arguments) {
    Map<String, Integer> days = new HashMap<>();
    keep(days, days(arguments, "keep-traces-days"), Tables.SPANS);
    keep(days, days(arguments, "keep-logs-days"), Tables.LOGS);
    int metrics = days(arguments, "keep-metrics-days");
    int minutes = days(arguments, "keep-rollups-1m-days");
    int hours = days(arguments, "keep-rollups-1h-days");
    keep(days, metrics, Tables.METRIC_CHUNKS, Tables.METRIC_DISTRIBUTIONS, Tables.METRIC_LATE);
    keep(days, minutes, Tables.ROLLUPS_1M_LOG);
    keep(days, hours, Tables.ROLLUPS_1H_LOG);
    if (metrics != FOR_EVER && minutes != FOR_EVER && hours != FOR_EVER) {
      // As long as anything speaks of series.
      keep(days, longest(metrics, minutes, hours), Tables.SERIES);
    }
    keep(days, days(arguments, "keep-anomalies-days"), Tables.ANOMALIES_LOG);
    keep(days, days(arguments, "keep-dead-letters-days"), Tables.DEAD_LETTERS);
    return new Retention(days);
  }

  private static int longest(int... days) {
    int longest = FOR_EVER;
    for (int some : days) {
      longest = Math.max(longest, some);
    }
    return longest;
  }

  private static int days(Arguments arguments, String key) {
    return arguments.number(key, FOR_EVER, 1, MAX_DAYS);
  }

  private static void keep(Map<String, Integer> all, int days, String... tables) {
    if (days != FOR_EVER) {
      for (String table : tables) {
        all.put(table, days);
      }
    }
  }

  /** The first day, in UTC, whose rows are kept; null where all are. */
  @Nullable LocalDate firstKept(String table, Instant now) {
    Integer days = daysByTable.get(table);
    return days == null ? null : LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days);
  }
}
