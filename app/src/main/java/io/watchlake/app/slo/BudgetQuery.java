package io.watchlake.app.slo;

import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.Rows.Row;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.Operator;
import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.slo.BudgetReport;
import io.watchlake.rules.slo.BudgetReport.Deployed;
import io.watchlake.rules.slo.EventMinute;
import io.watchlake.rules.slo.Slo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the budgets of an objective stand, from the rollups of minutes that are archived. */
final class BudgetQuery {

  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final SqlSource lakehouse;
  private final Slo slo;
  private final Instant at;
  private final Instant begin;

  /**
   * A question.
   *
   * @param at the moment whose budgets are meant
   */
  BudgetQuery(SqlSource lakehouse, Slo slo, Instant at) {
    this.lakehouse = lakehouse;
    this.slo = slo;
    this.at = at;
    this.begin = at.minus(slo.window());
  }

  /** The budgets, by their labels; one without events where nothing is archived. */
  List<Budget> ask() throws SqlFailure, IOException {
    List<SloSeries> series = SloSeries.find(lakehouse, slo, begin, at);
    List<Deployed> deployments = deployments();
    Map<Map<String, String>, List<EventMinute>> minutes = minutes(series);
    if (minutes.isEmpty()) {
      minutes.put(Map.of(), List.of());
    }
    List<Budget> budgets = new ArrayList<>();
    minutes.forEach(
        (labels, events) ->
            budgets.add(
                new Budget(
                    slo, labels, BudgetReport.of(slo, events, deployments, at.toEpochMilli()))));
    return budgets;
  }

  private Map<Map<String, String>, List<EventMinute>> minutes(List<SloSeries> series)
      throws SqlFailure, IOException {
    Map<Map<String, String>, List<EventMinute>> minutes = new LinkedHashMap<>();
    if (series.isEmpty()) {
      return minutes;
    }
    List<Map<String, String>> groups =
        series.stream()
            .map(SloSeries::key)
            .distinct()
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    groups.forEach(group -> minutes.put(group, new ArrayList<>()));
    for (Row row : Rows.of(lakehouse, sql(series, groups))) {
      List<EventMinute> of = minutes.get(groups.get((int) row.integer("place")));
      if (of != null) {
        double all = row.number("total");
        of.add(
            new EventMinute(
                row.integer("begin_millis") + MINUTE_MILLIS,
                slo.indicator().bad(row.number("counted"), all),
                all));
      }
    }
    return minutes;
  }

  private String sql(List<SloSeries> series, List<Map<String, String>> groups) {
    String places =
        series.stream()
            .map(
                one ->
                    "(%d, %d, %s, %s)"
                        .formatted(one.id(), groups.indexOf(one.key()), one.counted(), one.total()))
            .collect(Collectors.joining(", "));
    Indicator indicator = slo.indicator();
    String weight = weight(indicator.weight());
    return """
        SELECT epoch_ms(r.ts) AS begin_millis, m.place AS place,
          sum(CASE WHEN m.counted%s THEN %s ELSE 0 END) AS counted,
          sum(CASE WHEN m.total THEN %s ELSE 0 END) AS total
        FROM %s AS r JOIN (VALUES %s) AS m(series, place, counted, total) ON r.series = m.series
        WHERE r.timeline = %s AND r.metric IN (%s) AND r.ts >= %s AND r.ts < %s AND r."count" > 0
        GROUP BY 1, 2 ORDER BY 1
        """
        .formatted(
            fits(indicator.of().value()),
            weight,
            weight,
            Tables.ROLLUPS_1M,
            places,
            Rows.quoted(Timeline.LIVE.name()),
            SloSeries.metrics(slo).stream().map(Rows::quoted).collect(Collectors.joining(", ")),
            Rows.quoted(begin.minusMillis(MINUTE_MILLIS)),
            Rows.quoted(at));
  }

  /** As {@link Indicator#weight} has it, of a row. */
  private static String weight(Indicator.Weight weight) {
    return switch (weight) {
      case VALUES -> "coalesce(r.increase, r.\"last\", 0)";
      case OBSERVATIONS -> "r.\"count\"";
      case MINUTES -> "1";
    };
  }

  private String fits(@Nullable Comparison good) {
    if (good == null) {
      return "";
    }
    String sign = good.operator() == Operator.EQUAL ? "=" : good.operator().sign();
    return " AND coalesce(r.increase, CASE WHEN r.kind IN ('gauge', 'sum') THEN r.\"last\""
        + " ELSE r.\"sum\" / r.\"count\" END) * "
        + MetricCatalogue.factor(String.valueOf(slo.indicator().of().name()))
        + ' '
        + sign
        + ' '
        + good.threshold();
  }

  /** Those that count as deployments, with the last of each environment before the window. */
  private List<Deployed> deployments() throws SqlFailure, IOException {
    List<Deployed> inside = new ArrayList<>();
    Map<String, Deployed> before = new TreeMap<>();
    String sql =
        "SELECT deployment_id, environment, epoch_ms(ts) AS millis FROM %s WHERE service = %s AND timeline = %s AND counted AND ts < %s ORDER BY ts"
            .formatted(
                Tables.DELIVERY_DEPLOYMENTS,
                Rows.quoted(slo.service()),
                Rows.quoted(Timeline.LIVE.name()),
                Rows.quoted(at));
    for (Row row : Rows.of(lakehouse, sql)) {
      Deployed deployed =
          new Deployed(row.text("deployment_id"), row.text("environment"), row.integer("millis"));
      if (deployed.atMillis() < begin.toEpochMilli()) {
        before.put(deployed.environment(), deployed);
      } else {
        inside.add(deployed);
      }
    }
    List<Deployed> all = new ArrayList<>(before.values());
    all.addAll(inside);
    return all;
  }
}
