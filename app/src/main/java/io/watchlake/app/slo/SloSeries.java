package io.watchlake.app.slo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.watchlake.app.json.Json;
import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.Rows.Row;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import io.watchlake.rules.slo.Slo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A series that an objective counts.
 *
 * @param id the series
 * @param key the values of the labels by which the objective tells events apart
 * @param counted whether it counts what the indicator speaks of
 * @param total whether it counts events
 */
record SloSeries(long id, Map<String, String> key, boolean counted, boolean total) {

  private static final List<String> COLUMNS =
      List.of(
          "metric",
          "service",
          "attributes_string",
          "attributes_long",
          "attributes_double",
          "attributes_bool",
          "resource_attributes_string",
          "resource_attributes_long",
          "resource_attributes_double",
          "resource_attributes_bool");

  SloSeries {
    key = new TreeMap<>(key);
  }

  /** The names that the metrics of an objective are archived under. */
  static Set<String> metrics(Slo slo) {
    Set<String> names = new TreeSet<>();
    for (SignalPattern pattern : slo.indicator().patterns()) {
      String name = String.valueOf(pattern.name());
      names.add(name);
      names.add(MetricCatalogue.canonical(name));
    }
    return names;
  }

  /** The series that were there in a time, by what is known of them. */
  static List<SloSeries> find(SqlSource lakehouse, Slo slo, Instant begin, Instant end)
      throws SqlFailure, IOException {
    String sql =
        """
        SELECT series, %s FROM %s
        WHERE timeline = %s AND metric IN (%s) AND ts >= %s AND ts < %s GROUP BY series
        """
            .formatted(
                COLUMNS.stream()
                    .map(column -> "any_value(" + column + ") AS " + column)
                    .collect(Collectors.joining(", ")),
                Tables.SERIES,
                Rows.quoted(Timeline.LIVE.name()),
                metrics(slo).stream().map(Rows::quoted).collect(Collectors.joining(", ")),
                Rows.quoted(begin.minus(Duration.ofDays(1))),
                Rows.quoted(end));
    Map<Long, SloSeries> found = new TreeMap<>();
    for (Row row : Rows.of(lakehouse, sql)) {
      Series series = series(row);
      SeriesLabels labels = new SeriesLabels(series);
      boolean counted = matches(slo.indicator().of(), series.metric(), labels);
      boolean total = matches(slo.indicator().to(), series.metric(), labels);
      if (counted || total) {
        Map<String, String> key = new TreeMap<>();
        for (String label : slo.key()) {
          String value = labels.apply(label);
          if (!value.isEmpty()) {
            key.put(label, value);
          }
        }
        found.put(series.id(), new SloSeries(series.id(), key, counted, total));
      }
    }
    return new ArrayList<>(found.values());
  }

  private static boolean matches(SignalPattern pattern, String metric, SeriesLabels labels) {
    String name = String.valueOf(pattern.name());
    return MetricCatalogue.canonical(name).equals(MetricCatalogue.canonical(metric))
        && new SeriesSelector(name, pattern.matchers()).matches(labels);
  }

  /** Its labels, which alone are asked for here. */
  private static Series series(Row row) throws IOException {
    return new Series(
        row.integer("series"),
        0,
        row.text("metric"),
        "",
        "",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        new Resource(row.text("service"), attributes(row, "resource_")),
        Scope.EMPTY,
        attributes(row, ""));
  }

  private static Attributes attributes(Row row, String prefix) throws IOException {
    return new Attributes(
        map(row.textOrNull(prefix + "attributes_string"), new TypeReference<>() {}),
        map(row.textOrNull(prefix + "attributes_long"), new TypeReference<>() {}),
        map(row.textOrNull(prefix + "attributes_double"), new TypeReference<>() {}),
        map(row.textOrNull(prefix + "attributes_bool"), new TypeReference<>() {}),
        null);
  }

  private static <T> Map<String, T> map(
      @Nullable String json, TypeReference<TreeMap<String, T>> type) throws IOException {
    return json == null ? Map.of() : Json.mapper().readValue(json, type);
  }
}
