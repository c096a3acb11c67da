package io.watchlake.app.bench;

import io.watchlake.model.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A query of a dashboard of the seed, over rollups of a minute.
 *
 * @param name the panel
 * @param span how far back it looks
 * @param text SQL, with {@code {from}} for where it begins
 */
record DashboardQuery(String name, Duration span, String text) {

  private static final String ROLLUPS = " FROM " + Tables.ROLLUPS_1M + " WHERE ts >= {from}";

  /** The panels of the executive and the operational dashboard that metrics are drawn from. */
  static final List<DashboardQuery> ALL =
      List.of(
          new DashboardQuery(
              "workflows active, last hour",
              Duration.ofHours(1),
              "SELECT ts, sum(last)"
                  + ROLLUPS
                  + " AND metric = 'workflows_active' GROUP BY ts ORDER BY ts"),
          new DashboardQuery(
              "error rate by service, 24 hours, top 10",
              Duration.ofHours(24),
              "SELECT service, sum(sum) / sum(count) AS rate"
                  + ROLLUPS
                  + " AND metric = 'error_rate' GROUP BY service ORDER BY rate DESC LIMIT 10"),
          new DashboardQuery(
              "error rate by quarter of an hour, 24 hours",
              Duration.ofHours(24),
              "SELECT time_bucket(INTERVAL '15 minutes', ts) AS quarter, sum(sum) / sum(count)"
                  + ROLLUPS
                  + " AND metric = 'error_rate' GROUP BY quarter ORDER BY quarter"),
          new DashboardQuery(
              "system health, heat map of services, 24 hours",
              Duration.ofHours(24),
              "SELECT service, time_bucket(INTERVAL '1 hour', ts) AS hour, sum(sum) / sum(count), max(max)"
                  + ROLLUPS
                  + " AND metric = 'cpu_utilization_percentage' GROUP BY service, hour"),
          new DashboardQuery(
              "response time, 24 hours",
              Duration.ofHours(24),
              "SELECT time_bucket(INTERVAL '1 hour', ts) AS hour, min(min), sum(sum) / sum(count), max(max)"
                  + ROLLUPS
                  + " AND metric = 'message_latency_seconds' GROUP BY hour ORDER BY hour"),
          new DashboardQuery(
              "messages sent, five days",
              Duration.ofDays(5),
              "SELECT time_bucket(INTERVAL '1 hour', ts) AS hour, sum(increase)"
                  + ROLLUPS
                  + " AND metric = 'messages_sent_total' GROUP BY hour ORDER BY hour"),
          new DashboardQuery(
              "every metric, 24 hours, top 10 by points",
              Duration.ofHours(24),
              "SELECT metric, service, sum(count) AS points"
                  + ROLLUPS
                  + " GROUP BY metric, service ORDER BY points DESC, metric, service LIMIT 10"));

  /** The SQL, asked at {@code now}. */
  String sql(Instant now) {
    return text.replace("{from}", "TIMESTAMPTZ '" + now.minus(span) + "'");
  }
}
