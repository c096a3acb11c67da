package io.watchlake.lakehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.ChunkRows;
import io.watchlake.lakehouse.flink.DeadLetterRows;
import io.watchlake.lakehouse.flink.DistributionRows;
import io.watchlake.lakehouse.flink.LogRows;
import io.watchlake.lakehouse.flink.SeriesRows;
import io.watchlake.lakehouse.flink.SpanRows;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Series;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries over real tables: two timelines, two days, several files. */
class SqlEngineTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  @TempDir static Path home;
  private static Lakehouse lakehouse;
  private static SqlEngine engine;

  @BeforeAll
  static void fill() {
    CatalogOptions options = CatalogOptions.local(home);
    lakehouse = Lakehouse.open(options);
    lakehouse.ensureTables();
    for (int day = 0; day < 2; day++) {
      for (String service : List.of("cart", "pay")) {
        List<RowData> spans = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          long start = Samples.NOON + day * DAY + i * SECOND;
          spans.add(SpanRows.row(Samples.span("case-1", service, day * 100 + i, start)));
        }
        TestTables.append(lakehouse, Tables.SPANS, spans);
      }
    }
    TestTables.append(
        lakehouse,
        Tables.LOGS,
        List.of(
            LogRows.row(Samples.log("case-1", "cart", 1, Samples.NOON)),
            LogRows.row(Samples.bareLog())));
    Series gauge = Samples.series(1, "pool.used", "cart", MetricKind.GAUGE);
    Series sum = Samples.series(2, "requests", "cart", MetricKind.SUM);
    Series histogram = Samples.series(3, "latency", "cart", MetricKind.HISTOGRAM);
    TestTables.append(
        lakehouse,
        Tables.METRIC_CHUNKS,
        List.of(
            ChunkRows.row(Samples.doubles("case-1", gauge, Samples.NOON, 10, 1.5, 2.5, 3.5)),
            ChunkRows.row(Samples.longs("case-1", sum, Samples.NOON, 20, 7, Long.MAX_VALUE))));
    TestTables.append(
        lakehouse,
        Tables.METRIC_DISTRIBUTIONS,
        List.of(DistributionRows.row(Samples.histogram("case-1", histogram, 30, Samples.NOON))));
    // Twice, as after a restart; and none for the histogram, as when its row is yet to come.
    for (int i = 0; i < 2; i++) {
      TestTables.append(
          lakehouse,
          Tables.SERIES,
          List.of(
              SeriesRows.row(gauge, "case-1", Samples.NOON - 3600 * SECOND),
              SeriesRows.row(sum, "case-1", Samples.NOON)));
    }
    TestTables.append(
        lakehouse,
        Tables.DEAD_LETTERS,
        List.of(DeadLetterRows.row(Samples.deadLetter("case-1", 500, Samples.NOON / 1_000_000))));
    engine = SqlEngine.open(options, SqlSettings.DEFAULT);
  }

  @AfterAll
  static void close() {
    engine.close();
    lakehouse.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select count(*) from telemetry.spans | 240",
        "select count(*) from spans | 240",
        "select count(*) from spans where service = 'cart' | 120",
        "select count(*) from spans s where s.service in ('cart', 'none') and timeline = 'case-1' | 120",
        "select count(*) from spans where ts >= timestamptz '2023-01-30' | 120",
        "select count(*) from spans where ts >= '2023-01-29 10:00:30' and ts < '2023-01-29 10:00:40' | 20",
        "select count(*) from spans where ts between '2023-01-29 10:00:30' and '2023-01-29 10:00:40' | 22",
        "select count(*) from spans where '2023-01-29 10:00:30+00' > ts | 60",
        "select count(*) from spans where ts = '2023-01-29 10:00:30' | 2",
        "select count(*) from spans where ts > now() - interval 1 hour | 0",
        "select count(*) from spans where ts < current_timestamp - interval '2 days' | 240",
        "select count(*) from spans where ts < '2023-01-30' or service = 'pay' | 180",
        "select count(*) from spans where not ts < '2023-01-30' | 120",
        "select count(*) from spans a join spans b on a.trace_id = b.trace_id and a.service = 'cart' where b.service = 'pay' and b.ts < '2023-01-30' | 60",
        "select count(*) from spans a left join logs b using (trace_id) where a.ts < '2023-01-30' | 120",
        "with spans as (select 1) select count(*) from spans | 1",
        "with s as (select * from spans where ts < '2023-01-30') select (select count(*) from s) + count(*) from spans where service = 'pay' | 240",
        "select count(*) from spans where trace_id = '0123456789abcdef0000000000000005' | 2",
        "select count(*) from spans where exists (select 1 from logs where logs.trace_id = spans.trace_id and ts < '2023-02-01') | 2",
        "select count(distinct _origin.\"offset\") from spans | 120",
        "select count(*) from spans where attributes_long['http.status_code'] = 500 | 240",
        "select count(*) from spans where resource_attributes_string['service.name'] = 'pay' | 120",
        "select count(*) from spans where status = 'error' | 60",
        "select count(*) from metric_points | 6",
        "select count(*) from telemetry.metric_points where ts >= '2023-01-29 10:00:01' | 3",
        "select count(*) from metric_points where metric = 'latency' | 1",
        "select sum(value) from metric_points where attributes_string['pool'] = 'main' and metric = 'pool.used' | 7.5",
        "select max(long_value) from metric_points where service = 'cart' | 9223372036854775807",
        "select requests from service_latency where minute >= '2023-01-30' and service = 'pay' | 60",
        "select count(*) from service_latency where minute = '2023-01-29 10:00:00' | 2",
        "select error_rate from error_rate where service = 'cart' and minute < '2023-01-30' | 0.25",
        "select records from log_volume where severity = 'ERROR' | 1",
        "select errors from slowest_operations where hour = '2023-01-29 10:00' and service = 'cart' | 15",
        "select records from reconciliation where topic = 'otlp_spans.case-1' | 240",
        "select dead_letters from reconciliation where topic = 'otlp_spans.case-1' | 1",
        "select last_offset - first_offset from reconciliation where topic = 'otlp_metrics.case-1' | 20",
        "select sum(records) from reconciliation where timeline = 'case-1' | 247",
      })
  void answers(String sql, String expected) {
    SqlResult result = engine.query(sql);
    assertThat(result.rows()).hasSize(1);
    assertThat(String.valueOf(result.rows().get(0).get(0))).isEqualTo(expected);
  }

  @Test
  void valuesAreWhatWasWritten() {
    SqlResult result =
        engine.query(
            "select ts, trace_id, parent_span_id, duration_nano, attributes_string, _origin, flags"
                + " from spans where service = 'cart' and _origin.\"offset\" = 5");
    assertThat(result.columns())
        .extracting(SqlResult.Column::name)
        .containsExactly(
            "ts",
            "trace_id",
            "parent_span_id",
            "duration_nano",
            "attributes_string",
            "_origin",
            "flags");
    assertThat(result.rows().get(0))
        .containsExactly(
            Instant.parse("2023-01-29T10:00:05Z"),
            "0123456789abcdef0000000000000005",
            "0000000000000007",
            1_500_123L,
            Samples.ATTRIBUTES.strings(),
            Map.of("topic", "otlp_spans.case-1", "partition", 3, "offset", 5L, "index", 1),
            0xffff_ffffL);
    assertThat(result.snapshots()).containsOnlyKeys(Tables.SPANS);
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void microsecondsSurvive() {
    assertThat(engine.query("select timestamptz '2023-01-29 10:00:00.123456'").rows())
        .containsExactly(List.of(Instant.parse("2023-01-29T10:00:00.123456Z")));
  }

  @Test
  void listsAndDescribesTables() {
    assertThat(engine.query("show tables").rows())
        .extracting(row -> Tables.NAMESPACE + "." + row.get(0))
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.Stream.concat(Tables.STORED.stream(), Tables.VIEWS.stream())
                .filter(name -> name.startsWith(Tables.NAMESPACE + "."))
                .toList());
    for (String view : List.of("delivery.figures", "delivery.environment_figures")) {
      assertThat(engine.query("select count(*) from " + view).rows()).containsExactly(List.of(0L));
    }
    assertThat(engine.query("describe telemetry.dead_letters").rows())
        .extracting(row -> row.get(0))
        .contains("ts", "reason", "_origin");
    assertThat(engine.query("explain select count(*) from spans").rows()).isNotEmpty();
  }

  @Test
  void cutsOffRowsBeyondTheLimitAndSaysSo() {
    try (SqlEngine small =
        SqlEngine.open(CatalogOptions.local(home), SqlSettings.DEFAULT.withMaxRows(10))) {
      SqlResult result = small.query("select * from spans");
      assertThat(result.rows()).hasSize(10);
      assertThat(result.truncated()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "selec 1 | STATEMENT | syntax error",
        "select 1; select 2 | STATEMENT | one statement at a time",
        "select * from spams | STATEMENT | there is no table 'spams'; there are alerting.alerts",
        "select * from other.spans | STATEMENT | there is no table 'other.spans'",
        "select nope from spans | STATEMENT | nope",
        "insert into telemetry.spans select 1 | REFUSED | only statements that read",
        "drop view telemetry.spans | REFUSED | only statements that read",
        "explain analyze drop view telemetry.spans | REFUSED | only statements that read",
        "set memory_limit = '10GB' | REFUSED | only statements that read",
        "copy (select 1) to '/tmp/x' | REFUSED | only statements that read",
        "attach '/tmp/x' | REFUSED | only statements that read",
        "select * from read_csv('/etc/hosts') | STATEMENT | Permission",
        "select * from '/etc/hosts' | STATEMENT | no table",
      })
  void refusesWithAReason(String sql, SqlException.Reason reason, String part) {
    assertThatThrownBy(() -> engine.query(sql))
        .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(part);
    assertThat(engine.query("select count(*) from spans").rows()).containsExactly(List.of(240L));
  }

  @Test
  void countsWhatIsCommittedOfAnOffsetRange() {
    CommittedRecords committed = new CommittedRecords(engine);
    Map<Integer, CommittedRecords.OffsetRange> all =
        Map.of(3, new CommittedRecords.OffsetRange(0, 1000));
    assertThat(committed.count("otlp_spans.case-1", all))
        .isEqualTo(Map.of(3, new CommittedRecords.Count(240, 1)));
    assertThat(
            committed.count(
                "otlp_spans.case-1", Map.of(3, new CommittedRecords.OffsetRange(50, 109))))
        .isEqualTo(Map.of(3, new CommittedRecords.Count(40, 0)));
    assertThat(
            committed.count(
                "otlp_metrics.case-1",
                Map.of(
                    1, new CommittedRecords.OffsetRange(10, 30),
                    2, new CommittedRecords.OffsetRange(0, 9))))
        .isEqualTo(
            Map.of(1, new CommittedRecords.Count(6, 0), 2, new CommittedRecords.Count(0, 0)));
    assertThat(committed.count("otlp_spans", all))
        .isEqualTo(Map.of(3, new CommittedRecords.Count(0, 0)));
    assertThatThrownBy(() -> committed.count("signals", all))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tablesWithoutFilesAreEmptyAndHaveTheirColumns(@TempDir Path other) {
    CatalogOptions options = CatalogOptions.local(other);
    try (SqlEngine empty = SqlEngine.open(options, SqlSettings.DEFAULT)) {
      assertThat(empty.query("select count(*) from metric_points").rows())
          .containsExactly(List.of(0L));
      try (Lakehouse created = Lakehouse.open(options)) {
        created.ensureTables();
      }
      for (String table : Tables.STORED) {
        SqlResult result = empty.query("select * from " + table);
        assertThat(result.rows()).isEmpty();
        assertThat(result.columns())
            .isEqualTo(engine.query("select * from " + table + " limit 0").columns());
      }
      for (String view : Tables.VIEWS) {
        assertThat(empty.query("select * from " + view).rows()).isEmpty();
      }
    }
  }

  @Test
  void seesWhatIsCommittedLaterAndRefusesRenamedColumns(@TempDir Path other) {
    CatalogOptions options = CatalogOptions.local(other);
    try (Lakehouse changing = Lakehouse.open(options);
        SqlEngine sql = SqlEngine.open(options, SqlSettings.DEFAULT)) {
      changing.ensureTables();
      assertThat(sql.query("select count(*) from logs").rows()).containsExactly(List.of(0L));
      TestTables.append(changing, Tables.LOGS, List.of(LogRows.row(Samples.bareLog())));
      assertThat(sql.query("select count(*) from logs").rows()).containsExactly(List.of(1L));

      changing.table(Tables.LOGS).updateSchema().addColumn("late", Types.LongType.get()).commit();
      assertThat(sql.query("select count(*), count(late) from logs").rows())
          .containsExactly(List.of(1L, 0L));

      changing.table(Tables.LOGS).updateSchema().renameColumn("body", "text").commit();
      assertThatThrownBy(() -> sql.query("select count(*) from logs"))
          .isInstanceOfSatisfying(
              SqlException.class,
              e -> assertThat(e.reason()).isEqualTo(SqlException.Reason.REFUSED))
          .hasMessageContaining("'body' of telemetry.logs was renamed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void queriesRunSideBySide(int parallel) {
    List<Long> counts =
        java.util.stream.IntStream.range(0, parallel * 4)
            .parallel()
            .mapToObj(i -> (Long) engine.query("select count(*) from spans").rows().get(0).get(0))
            .toList();
    assertThat(counts).containsOnly(240L);
  }
}
