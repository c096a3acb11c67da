package io.watchlake.app.model;

import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.model.Timeline;
import io.watchlake.model.anomaly.ServiceSignals;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The minutes of a service as the lakehouse has them.
 *
 * @param signals those that there is anything of, in the order they were asked for
 * @param vectors a vector of their values a minute that has any, oldest first; NaN where missing
 */
record ServiceHistory(List<String> signals, List<double[]> vectors) {

  /**
   * Reads the live timeline.
   *
   * @param until exclusive
   * @param wanted names of metrics
   * @throws SqlFailure if the lakehouse cannot answer
   */
  static ServiceHistory read(
      SqlSource lakehouse, String service, Instant from, Instant until, List<String> wanted)
      throws SqlFailure, IOException {
    String metrics = wanted.stream().map(Rows::quoted).collect(Collectors.joining(", "));
    List<Rows.Row> rows =
        Rows.of(
            lakehouse,
            "SELECT epoch_us(ts) AS minute, metric, sum(increase) AS increase,"
                + " sum(\"sum\") AS total, sum(\"count\") AS number"
                + " FROM telemetry.rollups_1m WHERE service = "
                + Rows.quoted(service)
                + " AND timeline = "
                + Rows.quoted(Timeline.LIVE.name())
                + " AND ts >= "
                + Rows.quoted(from)
                + " AND ts < "
                + Rows.quoted(until)
                + " AND metric IN ("
                + metrics
                + ") GROUP BY ts, metric ORDER BY ts");
    List<String> signals =
        wanted.stream()
            .distinct()
            .filter(signal -> rows.stream().anyMatch(row -> row.text("metric").equals(signal)))
            .toList();
    Map<Long, double[]> minutes = new TreeMap<>();
    for (Rows.Row row : rows) {
      double[] vector =
          minutes.computeIfAbsent(row.integer("minute"), unseen -> missing(signals.size()));
      vector[signals.indexOf(row.text("metric"))] =
          ServiceSignals.value(
              List.of(
                  new ServiceSignals.Part(
                      row.numberOrNull("increase"), row.number("total"), row.number("number"))));
    }
    return new ServiceHistory(signals, new ArrayList<>(minutes.values()));
  }

  private static double[] missing(int signals) {
    double[] vector = new double[signals];
    Arrays.fill(vector, Double.NaN);
    return vector;
  }
}
