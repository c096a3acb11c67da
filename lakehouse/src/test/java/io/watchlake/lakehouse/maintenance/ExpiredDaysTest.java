package io.watchlake.lakehouse.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a day of retention, of days before it, and of another timeline on the same days. */
class ExpiredDaysTest {

  private static final long DAY = Duration.ofDays(1).toNanos();
  private static final String DRILL = "drill";

  /** The day of {@link Samples#NOON}, which is the first that is kept. */
  private static final LocalDate TODAY =
      LocalDate.ofInstant(Instant.ofEpochSecond(0, Samples.NOON), ZoneOffset.UTC);

  @TempDir Path home;
  private CatalogOptions options;
  private Lakehouse lakehouse;
  private Maintenance maintenance;

  @BeforeEach
  void open() {
    options = CatalogOptions.local(home);
    lakehouse = Lakehouse.open(options);
    lakehouse.ensureTables();
    maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
  }

  @AfterEach
  void close() {
    lakehouse.close();
  }

  @Test
  void daysBeforeTheFirstKeptLoseTheirLiveRowsAndNoOthers() {
    spans("live", 0, -1, -2, -40);
    spans(DRILL, 0, -1, -400);

    assertThat(maintenance.removeBefore(Tables.SPANS, TODAY)).isEqualTo(3);

    assertThat(rows(Tables.SPANS))
        .isEqualTo(
            Map.of(
                "live " + TODAY, 1, "drill " + TODAY, 1, day(DRILL, -1), 1, day(DRILL, -400), 1));
    assertThat(operation()).isEqualTo(DataOperations.DELETE);
  }

  @Test
  void aDayIsKeptWholeUntilItIsPast() {
    long midnight = TODAY.toEpochDay() * DAY;
    TestTables.append(
        lakehouse,
        Tables.SPANS,
        List.of(
            SpanRows.row(Samples.span("live", "cart", 1, midnight - 1)),
            SpanRows.row(Samples.span("live", "cart", 2, midnight))));

    assertThat(maintenance.removeBefore(Tables.SPANS, TODAY)).isEqualTo(1);
    assertThat(rows(Tables.SPANS)).isEqualTo(Map.of("live " + TODAY, 1));
  }

  @Test
  void aFileThatHoldsOtherTimelinesTooIsWrittenAnewWithoutLiveRows() throws IOException {
    spans("live", -1, -1, -1);
    spans(DRILL, -1, -1);
    spans("zoo", -1);
    maintenance.run(Tables.SPANS, Instant.now());
    assertThat(files(Tables.SPANS)).as("compaction mixes timelines").hasSize(1);

    assertThat(maintenance.removeBefore(Tables.SPANS, TODAY)).isEqualTo(3);

    assertThat(rows(Tables.SPANS)).isEqualTo(Map.of(day(DRILL, -1), 2, day("zoo", -1), 1));
    assertThat(operation()).isEqualTo(DataOperations.OVERWRITE);
    DataFile file = files(Tables.SPANS).get(0);
    assertThat(file.sortOrderId()).isEqualTo(lakehouse.table(Tables.SPANS).sortOrder().orderId());
    assertThat(maintenance.plan(Tables.SPANS)).isEmpty();
  }

  @Test
  void anotherRunFindsNothingMoreAndCommitsNothing() {
    spans("live", -1, 0);
    spans(DRILL, -1);
    spans("zoo", -1);
    maintenance.run(Tables.SPANS, Instant.now());
    maintenance.removeBefore(Tables.SPANS, TODAY);
    long snapshot = lakehouse.table(Tables.SPANS).currentSnapshot().snapshotId();

    assertThat(maintenance.removeBefore(Tables.SPANS, TODAY)).isZero();
    assertThat(lakehouse.table(Tables.SPANS).currentSnapshot().snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void anEmptyTableHasNothingToLose() {
    assertThat(maintenance.removeBefore(Tables.LOGS, TODAY)).isZero();
  }

  @Test
  void everyTableKnowsItsDays() {
    Series series = Samples.series(1, "pool.used", "cart", MetricKind.GAUGE);
    Series sizes = Samples.series(3, "size", "cart", MetricKind.EXPONENTIAL_HISTOGRAM);
    long old = Samples.NOON - DAY;
    Map<String, List<RowData>> rows =
        Map.of(
            Tables.LOGS,
            List.of(
                LogRows.row(Samples.log("live", "cart", 1, old)),
                LogRows.row(Samples.log("live", "cart", 2, Samples.NOON))),
            Tables.METRIC_CHUNKS,
            List.of(
                ChunkRows.row(Samples.longs("live", series, old, 1, 7)),
                ChunkRows.row(Samples.longs("live", series, Samples.NOON, 2, 8))),
            Tables.METRIC_DISTRIBUTIONS,
            List.of(
                DistributionRows.row(Samples.exponential("live", sizes, 1, old)),
                DistributionRows.row(Samples.exponential("live", sizes, 2, Samples.NOON))),
            Tables.SERIES,
            List.of(
                SeriesRows.row(series, "live", old), SeriesRows.row(series, "live", Samples.NOON)),
            Tables.DEAD_LETTERS,
            List.of(
                DeadLetterRows.row(Samples.deadLetter("live", 1, old / 1_000_000)),
                DeadLetterRows.row(Samples.deadLetter("live", 2, Samples.NOON / 1_000_000))));
    rows.forEach(
        (table, both) -> {
          TestTables.append(lakehouse, table, both);
          assertThat(maintenance.removeBefore(table, TODAY)).as(table).isEqualTo(1);
          assertThat(rows(table)).as(table).isEqualTo(Map.of("live " + TODAY, 1));
        });
  }

  /** A commit of one span for each day, counted from the first that is kept. */
  private void spans(String timeline, int... days) {
    for (int i = 0; i < days.length; i++) {
      long start = Samples.NOON + days[i] * DAY;
      TestTables.append(
          lakehouse,
          Tables.SPANS,
          List.of(SpanRows.row(Samples.span(timeline, "cart", 100L * days[i] + i, start))));
    }
  }

  private static String day(String timeline, int day) {
    return timeline + " " + TODAY.plusDays(day);
  }

  /** How many rows there are of each timeline and day. */
  private Map<String, Integer> rows(String table) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Record row : TestTables.read(options, table)) {
      OffsetDateTime ts = (OffsetDateTime) row.getField("ts");
      counts.merge(row.getField("timeline") + " " + ts.toLocalDate(), 1, Integer::sum);
    }
    return counts;
  }

  private String operation() {
    return lakehouse.table(Tables.SPANS).currentSnapshot().operation();
  }

  private List<DataFile> files(String table) throws IOException {
    try (CloseableIterable<FileScanTask> tasks = lakehouse.table(table).newScan().planFiles()) {
      List<DataFile> files = new ArrayList<>();
      tasks.forEach(task -> files.add(task.file()));
      return files;
    }
  }
}
