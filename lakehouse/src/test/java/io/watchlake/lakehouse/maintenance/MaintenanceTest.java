package io.watchlake.lakehouse.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.ChunkRows;
import io.watchlake.lakehouse.flink.DistributionRows;
import io.watchlake.lakehouse.flink.SpanRows;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private static final Instant NOW = Instant.now();

  @TempDir Path home;
  private CatalogOptions options;
  private Lakehouse lakehouse;

  @BeforeEach
  void open() {
    options = CatalogOptions.local(home);
    lakehouse = Lakehouse.open(options);
    lakehouse.ensureTables();
  }

  @AfterEach
  void close() {
    lakehouse.close();
  }

  @Test
  void everyRowStaysAsItIsAndADayHasFewSortedFiles() throws IOException {
    for (int commit = 0; commit < 30; commit++) {
      appendSpans(commit, 10);
    }
    Map<String, Integer> before = contents(Tables.SPANS);

    Maintenance maintenance = new Maintenance(lakehouse, smallSorts(64));
    MaintenanceReport report = maintenance.run(Tables.SPANS, NOW);

    assertThat(contents(Tables.SPANS)).isEqualTo(before);
    assertThat(report.filesBefore()).isEqualTo(60);
    assertThat(report.maxFilesPerDay()).isLessThanOrEqualTo(20);
    assertThat(report.filesAfter()).isEqualTo(files(Tables.SPANS).size());
    assertThat(report.conflicts()).isZero();
    for (DataFile file : files(Tables.SPANS)) {
      assertThat(file.sortOrderId()).isEqualTo(lakehouse.table(Tables.SPANS).sortOrder().orderId());
      assertThat(keys(file)).isSorted();
    }
    assertThat(maintenance.plan(Tables.SPANS)).isEmpty();
  }

  /** What is in memory while files are merged must not grow with their number. */
  @Test
  void filesAreMergedAFewAtATimeUntilThereAreFew() throws IOException {
    for (int commit = 0; commit < 10; commit++) {
      appendSpans(commit, 10);
    }
    Map<String, Integer> before = contents(Tables.SPANS);
    Maintenance maintenance =
        new Maintenance(
            lakehouse,
            new MaintenancePolicy(20, 4, 3, 20, Duration.ofMinutes(30), Duration.ofDays(7)));

    int merges = 0;
    List<RewriteGroup> groups = maintenance.plan(Tables.SPANS);
    while (!groups.isEmpty()) {
      for (RewriteGroup group : groups) {
        if (group.sorted()) {
          merges++;
          assertThat(group.files()).hasSizeBetween(2, 3);
        }
      }
      assertThat(maintenance.commit(groups.stream().map(maintenance::rewrite).toList())).isTrue();
      groups = maintenance.plan(Tables.SPANS);
    }

    // Of the 30 sorted files of either day.
    assertThat(merges).isGreaterThan(20);
    assertThat(contents(Tables.SPANS)).isEqualTo(before);
    // What is left of a day is no larger than what it would be merged with.
    assertThat(files(Tables.SPANS)).hasSizeLessThanOrEqualTo(6);
    for (DataFile file : files(Tables.SPANS)) {
      assertThat(keys(file)).isSorted();
    }
  }

  /** Years of history are not sorted anew because a new build wants another order. */
  @Test
  void filesInAnOrderOfBeforeStayAsTheyAre() throws IOException {
    appendSpans(0, 10);
    Maintenance maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
    maintenance.run(Tables.SPANS, NOW);
    List<String> before = files(Tables.SPANS).stream().map(DataFile::location).toList();
    lakehouse.table(Tables.SPANS).replaceSortOrder().asc("ts").commit();

    assertThat(maintenance.plan(Tables.SPANS)).isEmpty();
    appendSpans(1, 10);
    appendSpans(2, 10);
    Map<String, Integer> contents = contents(Tables.SPANS);
    maintenance.run(Tables.SPANS, NOW);

    assertThat(contents(Tables.SPANS)).isEqualTo(contents);
    // One file of each day as it was, and one of what came since.
    assertThat(files(Tables.SPANS)).hasSize(4);
    assertThat(files(Tables.SPANS).stream().map(DataFile::location)).containsAll(before);
  }

  /** Sinks commit every few seconds: there is hardly a time when all files are sorted. */
  @Test
  void filesThatComeMeanwhileDoNotKeepSortedOnesFromBeingMerged() throws IOException {
    for (int commit = 0; commit < 4; commit++) {
      appendSpans(commit, 10);
    }
    Maintenance maintenance = new Maintenance(lakehouse, smallSorts(4));
    List<RewriteGroup> sorts = maintenance.plan(Tables.SPANS);
    assertThat(maintenance.commit(sorts.stream().map(maintenance::rewrite).toList())).isTrue();
    int sorted = files(Tables.SPANS).size();
    appendSpans(4, 10);

    List<RewriteGroup> merges =
        new RewritePlanner(Tables.SPANS, lakehouse.table(Tables.SPANS), MaintenancePolicy.DEFAULT)
            .merges();

    assertThat(merges).allMatch(RewriteGroup::sorted);
    assertThat(merges.stream().mapToInt(group -> group.files().size()).sum()).isEqualTo(sorted);
  }

  @Test
  void listsMapsAndNaNsSurviveARewrite() {
    Series gauge = Samples.series(1, "pool.used", "cart", MetricKind.GAUGE);
    Series sum = Samples.series(2, "requests", "cart", MetricKind.SUM);
    Series exponential = Samples.series(3, "size", "cart", MetricKind.EXPONENTIAL_HISTOGRAM);
    for (int i = 0; i < 5; i++) {
      long minute = Samples.NOON + i * 60 * SECOND;
      TestTables.append(
          lakehouse,
          Tables.METRIC_CHUNKS,
          List.of(
              ChunkRows.row(Samples.longs("live", sum, minute, i, 7, Long.MAX_VALUE, -1)),
              ChunkRows.row(Samples.doubles("live", gauge, minute, i, 0.1, Double.NaN, -0.0))));
      TestTables.append(
          lakehouse,
          Tables.METRIC_DISTRIBUTIONS,
          List.of(DistributionRows.row(Samples.exponential("live", exponential, i, minute))));
    }
    for (String table : List.of(Tables.METRIC_CHUNKS, Tables.METRIC_DISTRIBUTIONS)) {
      Map<String, Integer> before = contents(table);
      MaintenanceReport report =
          new Maintenance(lakehouse, MaintenancePolicy.DEFAULT).run(table, NOW);
      assertThat(contents(table)).isEqualTo(before);
      assertThat(report.filesAfter()).isEqualTo(1);
    }
  }

  /** The bound the planner promises, on a day that grows by ten files between runs. */
  @Test
  void aGrowingDayIsNotRewrittenWholeEveryTime() {
    Maintenance maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
    int runs = 8;
    long rewrittenRows = 0;
    for (int run = 0; run < runs; run++) {
      for (int commit = 0; commit < 5; commit++) {
        appendSpans(run * 5 + commit, 4);
      }
      List<RewriteGroup> groups = maintenance.plan(Tables.SPANS);
      while (!groups.isEmpty()) {
        rewrittenRows += groups.stream().mapToLong(RewriteGroup::rows).sum();
        assertThat(maintenance.commit(groups.stream().map(maintenance::rewrite).toList())).isTrue();
        groups = maintenance.plan(Tables.SPANS);
      }
      assertThat(PartitionFiles.of(lakehouse.table(Tables.SPANS)).maxPerPartition())
          .isLessThanOrEqualTo(20);
    }
    long rows = runs * 5L * 8;
    // Sorted once, then at most doubled up from a run's rows to all: log2(8) = 3 times, and one
    // more for sizes that are not exact powers.
    assertThat(rewrittenRows).isLessThanOrEqualTo(rows * 6);
  }

  @Test
  void appendsMeanwhileDoNotMatterAndRemovalsMeanwhileArePlannedAnew() {
    for (int commit = 0; commit < 4; commit++) {
      appendSpans(commit, 5);
    }
    Maintenance maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
    List<RewriteResult> results =
        maintenance.plan(Tables.SPANS).stream().map(maintenance::rewrite).toList();
    appendSpans(4, 5);
    Map<String, Integer> before = contents(Tables.SPANS);
    assertThat(maintenance.commit(results)).isTrue();
    assertThat(contents(Tables.SPANS)).isEqualTo(before);

    List<RewriteResult> late =
        maintenance.plan(Tables.SPANS).stream().map(maintenance::rewrite).toList();
    lakehouse
        .table(Tables.SPANS)
        .newDelete()
        .deleteFromRowFilter(Expressions.alwaysTrue())
        .commit();
    assertThat(maintenance.commit(late)).isFalse();
    assertThat(contents(Tables.SPANS)).isEmpty();
  }

  @Test
  void oldSnapshotsGoAndYoungOnesStay() {
    for (int commit = 0; commit < 6; commit++) {
      appendSpans(commit, 2);
    }
    Map<String, Integer> before = contents(Tables.SPANS);
    MaintenancePolicy policy =
        new MaintenancePolicy(20, 100, 32, 2, Duration.ofMinutes(30), Duration.ofDays(7));
    Maintenance maintenance = new Maintenance(lakehouse, policy);
    assertThat(maintenance.expire(Tables.SPANS, NOW)).isZero();
    assertThat(maintenance.expire(Tables.SPANS, NOW.plus(Duration.ofHours(1)))).isEqualTo(4);
    assertThat(contents(Tables.SPANS)).isEqualTo(before);
  }

  @Test
  void onlyOldFilesThatNobodyKnowsAreRemoved() throws IOException {
    for (int commit = 0; commit < 3; commit++) {
      appendSpans(commit, 2);
    }
    Path table = Path.of(lakehouse.table(Tables.SPANS).location().replaceFirst("^file:/*", "/"));
    Path old = Files.writeString(table.resolve("data").resolve("old.parquet"), "x");
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(8))));
    Path young = Files.writeString(table.resolve("data").resolve("young.parquet"), "x");
    long known = countFiles(table) - 2;
    Map<String, Integer> before = contents(Tables.SPANS);

    Maintenance maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
    assertThat(maintenance.removeOrphans(Tables.SPANS, NOW)).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(young).exists();

    // All the table's own files are old by then, and stay.
    assertThat(maintenance.removeOrphans(Tables.SPANS, NOW.plus(Duration.ofDays(30)))).isEqualTo(1);
    assertThat(young).doesNotExist();
    assertThat(countFiles(table)).isEqualTo(known);
    assertThat(contents(Tables.SPANS)).isEqualTo(before);
  }

  @Test
  void oneHolderOfTheLockAtATimeUntilItExpires() {
    MaintenanceLock one = new MaintenanceLock(options, "one");
    MaintenanceLock other = new MaintenanceLock(options, "other");
    Duration hold = Duration.ofMinutes(5);
    assertThat(one.tryAcquire(NOW, hold)).isTrue();
    assertThat(one.tryAcquire(NOW, hold)).isTrue();
    assertThat(other.tryAcquire(NOW.plusSeconds(299), hold)).isFalse();
    assertThat(other.tryAcquire(NOW.plusSeconds(301), hold)).isTrue();
    one.release();
    assertThat(one.tryAcquire(NOW.plusSeconds(302), hold)).isFalse();
    other.release();
    assertThat(one.tryAcquire(NOW.plusSeconds(303), hold)).isTrue();
  }

  @Test
  void refusesAPolicyThatWouldLoseFilesInTheMaking() {
    assertThatThrownBy(
            () -> new MaintenancePolicy(20, 1, 2, 1, Duration.ofMinutes(1), Duration.ofMinutes(59)))
        .hasMessageContaining("older than an hour");
  }

  private static MaintenancePolicy smallSorts(int rows) {
    return new MaintenancePolicy(20, rows, 32, 20, Duration.ofMinutes(30), Duration.ofDays(7));
  }

  /** One commit: {@code rows} spans on each of two days. */
  private void appendSpans(int commit, int rows) {
    List<RowData> spans = new ArrayList<>();
    for (int day = 0; day < 2; day++) {
      for (int i = 0; i < rows; i++) {
        long offset = commit * 1000L + day * 100 + i;
        spans.add(
            SpanRows.row(
                Samples.span(
                    "live",
                    "service-" + (i * 7 + commit) % 5,
                    offset,
                    Samples.NOON + day * DAY + (offset % 97) * SECOND)));
      }
    }
    TestTables.append(lakehouse, Tables.SPANS, spans);
  }

  /** All rows in text form, and how often each is there. */
  private Map<String, Integer> contents(String table) {
    Map<String, Integer> rows = new HashMap<>();
    for (Record record : TestTables.read(options, table)) {
      rows.merge(text(record), 1, Integer::sum);
    }
    return rows;
  }

  private static String text(Record record) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < record.size(); i++) {
      Object value = record.get(i);
      text.append('|');
      if (value instanceof byte[] bytes) {
        text.append(Arrays.toString(bytes));
      } else if (value instanceof Map<?, ?> map) {
        text.append(new TreeMap<>(map));
      } else {
        text.append(value);
      }
    }
    return text.toString();
  }

  private List<DataFile> files(String table) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = lakehouse.table(table).newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    }
    return files;
  }

  private List<String> keys(DataFile file) throws IOException {
    List<String> keys = new ArrayList<>();
    try (CloseableIterable<Record> records =
        new SortedFiles(lakehouse.table(Tables.SPANS)).read(file)) {
      for (Record record : records) {
        keys.add(
            record.getField("service")
                + " "
                + ((OffsetDateTime) record.getField("ts")).toInstant());
      }
    }
    return keys;
  }

  private static long countFiles(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).collect(Collectors.counting());
    }
  }
}
