package io.watchlake.app.bench;

import io.watchlake.app.bench.load.RollupTableFiller;
import io.watchlake.app.bench.measure.TableSize;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.Progress;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlResult;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query benchmark: a table of minute rollups, and the engine of interactive SQL on it. */
final class QueriesBench {

  private static final double NANOS = 1e9;

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;

  /**
   * What is asked.
   *
   * @param rows about how many rollups there are
   * @param days how many days they cover
   * @param runs how often each query is asked
   */
  record Settings(long rows, int days, int runs) {

    private static final long BYTES_A_ROW = 40;

    long neededBytes() {
      return (64L << 20) + rows * BYTES_A_ROW;
    }
  }

  QueriesBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
  }

  QueriesFigures run() throws InterruptedException {
    CatalogOptions catalog = CatalogOptions.local(folder.path());
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      lakehouse.ensureTables();
      RollupTableFiller filler =
          new RollupTableFiller(
              lakehouse.table(Tables.ROLLUPS_1M_LOG),
              Instant.now(),
              settings.days(),
              settings.rows());
      try (Progress progress =
          console.progress("writing rollups", filler::written, filler.rows())) {
        progress.start();
        filler.run();
      }
      TableSize size = TableSize.of(lakehouse.table(Tables.ROLLUPS_1M_LOG));
      if (size.rows() != filler.rows()) {
        throw CommandException.failed(
            "NOT VERIFIED: " + filler.rows() + " rows were written, " + size.rows() + " are there");
      }
      try (SqlEngine sql = SqlEngine.open(catalog, SqlSettings.DEFAULT)) {
        return ask(sql, filler.end(), size);
      }
    }
  }

  private QueriesFigures ask(SqlEngine sql, Instant now, TableSize size) {
    Map<DashboardQuery, Double> first = new LinkedHashMap<>();
    Map<DashboardQuery, Integer> rows = new LinkedHashMap<>();
    for (DashboardQuery query : DashboardQuery.ALL) {
      first.put(query, seconds(sql, query, now, rows));
    }
    console.say("asking %d queries %d times", DashboardQuery.ALL.size(), settings.runs());
    Map<DashboardQuery, List<Double>> warm = new LinkedHashMap<>();
    for (int run = 0; run < settings.runs(); run++) {
      for (DashboardQuery query : DashboardQuery.ALL) {
        warm.computeIfAbsent(query, ignored -> new ArrayList<>())
            .add(seconds(sql, query, now, rows));
      }
    }
    Map<String, QueriesFigures.OfQuery> queries = new LinkedHashMap<>();
    List<Double> all = new ArrayList<>();
    warm.forEach(
        (query, times) -> {
          all.addAll(times);
          queries.put(
              query.name(),
              new QueriesFigures.OfQuery(
                  first.getOrDefault(query, Double.NaN),
                  quantile(times, 0.50),
                  quantile(times, 0.99),
                  rows.getOrDefault(query, 0)));
        });
    return new QueriesFigures(
        size.rows(),
        settings.days(),
        size.files(),
        size.bytes(),
        settings.runs(),
        quantile(all, 0.50),
        quantile(all, 0.99),
        queries,
        Machine.versions());
  }

  private static double seconds(
      SqlEngine sql, DashboardQuery query, Instant now, Map<DashboardQuery, Integer> rows) {
    long begun = System.nanoTime();
    SqlResult result = sql.query(query.sql(now));
    double seconds = (System.nanoTime() - begun) / NANOS;
    if (result.rows().isEmpty()) {
      throw CommandException.failed("NOT VERIFIED: no answer to " + query.name());
    }
    rows.put(query, result.rows().size());
    return seconds;
  }

  /** The smallest time that {@code share} of the times do not pass. */
  static double quantile(List<Double> times, double share) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
