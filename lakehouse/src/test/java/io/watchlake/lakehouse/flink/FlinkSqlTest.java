package io.watchlake.lakehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.Tables;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.Verdict;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in flink-conf/sql, against real tables: both SQL ways give the same answers. */
class FlinkSqlTest {

  private static final Path SQL = Path.of("..", "flink-conf", "sql");

  /** An element of a missing map is an empty string in Flink 1.20, and null in DuckDB. */
  private static final String POOL =
      "CASE WHEN attributes_string IS NULL THEN NULL ELSE attributes_string['pool'] END";

  @TempDir static Path home;
  private static TableEnvironment flink;

  @BeforeAll
  static void fill() throws IOException {
    CatalogOptions options = CatalogOptions.local(home);
    try (Lakehouse lakehouse = Lakehouse.open(options)) {
      lakehouse.ensureTables();
      List<RowData> spans = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        spans.add(SpanRows.row(Samples.span("live", "cart", i, Samples.NOON + i * 1_000_000_000L)));
      }
      TestTables.append(lakehouse, Tables.SPANS, spans);
      TestTables.append(
          lakehouse,
          Tables.LOGS,
          List.of(LogRows.row(Samples.log("live", "cart", 1, Samples.NOON))));
      Series sum = Samples.series(2, "requests", "cart", MetricKind.SUM);
      Series histogram = Samples.series(3, "latency", "cart", MetricKind.HISTOGRAM);
      TestTables.append(
          lakehouse,
          Tables.METRIC_CHUNKS,
          List.of(
              ChunkRows.row(Samples.longs("live", sum, Samples.NOON, 20, 7, Long.MAX_VALUE, 7)),
              ChunkRows.row(Samples.doubles("live", sum, Samples.NOON, 23, 0.5))));
      TestTables.append(
          lakehouse,
          Tables.METRIC_DISTRIBUTIONS,
          List.of(DistributionRows.row(Samples.histogram("live", histogram, 30, Samples.NOON))));
      for (String rollups : List.of(Tables.ROLLUPS_1M_LOG, Tables.ROLLUPS_1H_LOG)) {
        TestTables.append(
            lakehouse,
            rollups,
            List.of(
                RollupRows.row(Samples.rollup(sum, Samples.NOON, 0, 3)),
                RollupRows.row(Samples.rollup(sum, Samples.NOON, 1, 5)),
                RollupRows.row(Samples.rollup(sum, Samples.NOON, 2, 9)),
                RollupRows.row(Samples.rollup(sum, Samples.NOON + 3_600_000_000_000L, 0, 7))));
      }
      TestTables.append(
          lakehouse,
          Tables.METRIC_LATE,
          List.of(
              RollupRows.lateRow(
                  new LateRollup(
                      "otlp_metrics", 0, 20, 20, 4, Samples.rollup(sum, Samples.NOON, 0, 1)))));
      for (int i = 0; i < 2; i++) {
        TestTables.append(
            lakehouse, Tables.SERIES, List.of(SeriesRows.row(sum, "live", Samples.NOON)));
      }
      fillDelivery(lakehouse);
      TestTables.append(
          lakehouse,
          Tables.ANOMALIES_LOG,
          List.of(
              AnomalyRows.row(Samples.anomaly(sum, Samples.NOON, 0)),
              AnomalyRows.row(Samples.anomaly(sum, Samples.NOON, 1)),
              AnomalyRows.row(Samples.anomaly(sum, Samples.NOON + 60_000_000_000L, 0))));
      TestTables.append(
          lakehouse,
          Tables.DEAD_LETTERS,
          List.of(DeadLetterRows.row(Samples.deadLetter("live", 500, Samples.NOON / 1_000_000))));
    }
    flink = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    for (String file : List.of("catalog.sql", "views.sql")) {
      for (String statement : statements(Files.readString(SQL.resolve(file)), options)) {
        flink.executeSql(statement);
      }
    }
  }

  /** What was said of a deployment, and of the same once more. */
  private static void fillDelivery(Lakehouse lakehouse) {
    List<RowData> verdicts = new ArrayList<>();
    List<RowData> figures = new ArrayList<>();
    for (long revision = 1; revision <= 2; revision++) {
      verdicts.add(
          DeliveryRows.record(
              new DeliveryRecord(
                  "live",
                  revision,
                  new Verdict(
                      "cart",
                      "d1",
                      "production",
                      Samples.NOON,
                      revision == 1 ? Verdict.State.PENDING : Verdict.State.SUCCEEDED,
                      null,
                      0,
                      null,
                      Samples.NOON))));
      // The overall period may begin earlier when more becomes known.
      figures.add(DeliveryRows.figure(figure(PeriodKind.OVERALL, -revision, revision)));
      figures.add(DeliveryRows.figure(figure(PeriodKind.MONTH, 0, revision)));
    }
    figures.add(DeliveryRows.figure(figure(PeriodKind.MONTH, 1, 1)));
    for (FigureScope scope :
        List.of(new FigureScope("production", null), new FigureScope("production", "eu"))) {
      figures.add(DeliveryRows.figure(figure(PeriodKind.OVERALL, -1, 1, scope)));
      figures.add(DeliveryRows.figure(figure(PeriodKind.OVERALL, -2, 2, scope)));
      figures.add(DeliveryRows.figure(figure(PeriodKind.MONTH, 0, 5, scope)));
    }
    TestTables.append(lakehouse, Tables.DELIVERY_VERDICTS_LOG, verdicts);
    TestTables.append(lakehouse, Tables.DELIVERY_FIGURES_LOG, figures);
  }

  private static Figure figure(PeriodKind kind, long begins, long revision) {
    return figure(kind, begins, revision, FigureScope.TOTAL);
  }

  private static Figure figure(PeriodKind kind, long begins, long revision, FigureScope scope) {
    long start = Samples.NOON + begins * 3_600_000_000_000L;
    return new Figure(
        "cart",
        "live",
        kind,
        start,
        start + 1,
        "standard",
        revision,
        1,
        1,
        0,
        null,
        null,
        null,
        0,
        0,
        null,
        null,
        0,
        0,
        0,
        0,
        null,
        null,
        null,
        false,
        "digest",
        revision,
        LeadStages.NONE,
        scope,
        new FigureBasis("0123456789abcdef", "delivery_events:0=7"));
  }

  /** SET and ADD JAR are for a session; here the class path has the function. */
  private static List<String> statements(String text, CatalogOptions options) {
    String filled =
        text.replace("${CATALOG_URI}", options.catalogUri())
            .replace("${WAREHOUSE}", options.warehouse())
            .replace("${CATALOG_PROPERTIES}", "")
            .replaceAll("(?m)^--.*$", "");
    return java.util.Arrays.stream(filled.split(";\\s*\n"))
        .map(String::strip)
        .filter(sql -> !sql.isEmpty() && !sql.startsWith("SET") && !sql.startsWith("ADD JAR"))
        .toList();
  }

  @Test
  void metricPointsAreTheSameInBothWays() throws Exception {
    String query =
        "SELECT metric, %s, long_value, %s, time_unix_nano, %s FROM metric_points"
            + " ORDER BY metric, time_unix_nano, %s";
    List<List<Object>> expected =
        duckDb(query.formatted("\"value\"", "\"count\"", POOL, "\"value\""));
    List<List<Object>> actual = flink(query.formatted("`value`", "`count`", POOL, "`value`"));
    assertThat(actual).hasSize(5).isEqualTo(expected);
  }

  @Test
  void aRollupIsWhatWasToldOfItLast() throws Exception {
    assertThat(duckDb("SELECT revision, \"sum\" FROM rollups_1m ORDER BY ts"))
        .isEqualTo(List.of(List.of(2, 9.0), List.of(0, 7.0)));
  }

  @Test
  void viewsAnswerTheSameInBothWays() throws Exception {
    for (String query :
        List.of(
            "SELECT service, requests, avg_ms, max_ms, timeline FROM service_latency",
            "SELECT service, requests, errors, error_rate FROM error_rate",
            "SELECT service, severity, records, timeline FROM log_volume",
            "SELECT service, operation, spans, errors, max_ms, total_s FROM slowest_operations",
            "SELECT topic, records, dead_letters, first_offset, last_offset, late_points"
                + " FROM reconciliation ORDER BY topic, records",
            "SELECT service, deployment_id, state, revision FROM delivery.verdicts",
            "SELECT service, metric, score, words, revision FROM anomalies ORDER BY id",
            "SELECT service, deployments, revision FROM delivery.figures ORDER BY revision, ts",
            "SELECT environment, region, deployments, snapshot FROM delivery.environment_figures"
                + " ORDER BY deployments, COALESCE(region, '')",
            "SELECT metric, revision, increase, stale FROM rollups_1m ORDER BY revision",
            "SELECT metric, revision, increase, stale FROM rollups_1h ORDER BY revision")) {
      assertThat(flink(query)).as(query).isNotEmpty().isEqualTo(duckDb(query));
    }
  }

  private static List<List<Object>> flink(String sql) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (CloseableIterator<Row> result = flink.executeSql(sql).collect()) {
      while (result.hasNext()) {
        Row row = result.next();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
          values.add(row.getField(i));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static List<List<Object>> duckDb(String sql) {
    try (SqlEngine engine = SqlEngine.open(CatalogOptions.local(home), SqlSettings.DEFAULT)) {
      return engine.query(sql).rows();
    }
  }
}
