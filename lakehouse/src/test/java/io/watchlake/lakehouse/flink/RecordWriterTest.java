package io.watchlake.lakehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written by columns is what Iceberg's own writer makes of the rows, bounds included. */
class RecordWriterTest {

  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final int RECORDS = 3_000;

  /** Of three days, each of which fills several pages. */
  private static final int MANY_RECORDS = 150_000;

  private static final double[] ODD = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    1e308
  };

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void chunksAreTheSameByColumnsAsByRows(long seed) throws Exception {
    Random random = new Random(seed);
    List<MetricChunk> chunks = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      chunks.add(chunk(random));
    }

    same(Tables.METRIC_CHUNKS, chunks, ChunkRows::row, ChunkRows.SHAPE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rollupsAreTheSameByColumnsAsByRows(long seed) throws Exception {
    Random random = new Random(seed);
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      rollups.add(rollup(random));
    }

    same(Tables.ROLLUPS_1M_LOG, rollups, RollupRows::row, RollupRows.SHAPE);
  }

  /** Dictionaries that are kept, given up at once and given up late, by type of column. */
  @Test
  void manyPagesAreTheSameByColumnsAsByRows() throws Exception {
    Random random = new Random(5);
    List<MetricChunk> chunks = new ArrayList<>();
    for (int i = 0; i < MANY_RECORDS; i++) {
      chunks.add(chunk(random, manySeries(random, i)));
    }

    same(Tables.METRIC_CHUNKS, chunks, ChunkRows::row, ChunkRows.SHAPE);
  }

  /** The first pages have few series with short names, the later ones ever more with long ones. */
  private static Series manySeries(Random random, int record) {
    int number = random.nextInt(1 + record);
    String name = record < MANY_RECORDS / 3 ? "m" + number % 50 : "metric." + number + ".of.a.shop";
    return Samples.series(number * 7919L, name, "s" + number % 300, MetricKind.GAUGE);
  }

  @Test
  void rowGroupsThatAreFullAreFollowedByOthers() throws Exception {
    Random random = new Random(6);
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      rollups.add(rollup(random));
    }
    try (Lakehouse lakehouse = Lakehouse.open(local("groups"))) {
      Table table = table(lakehouse, Tables.ROLLUPS_1M_LOG);
      table
          .updateProperties()
          .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Integer.toString(64 * 1024))
          .commit();
      try (RecordWriter<Rollup> writer = new RecordWriter<>(table, RollupRows.SHAPE, 0, 0)) {
        rollups.forEach(writer::write);
        List<DataFile> files = writer.finish();
        assertThat(files).anySatisfy(file -> assertThat(file.splitOffsets()).hasSizeGreaterThan(1));
        assertThat(files).extracting(DataFile::recordCount).satisfies(RecordWriterTest::allRecords);
        var append = table.newAppend();
        files.forEach(append::appendFile);
        append.commit();
      }
    }
    assertThat(TestTables.read(local("groups"), Tables.ROLLUPS_1M_LOG)).hasSize(RECORDS);
  }

  private static void allRecords(List<? extends Long> counts) {
    assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(RECORDS);
  }

  @Test
  void aWriterThatHasGivenItsFilesBeginsOthers() throws Exception {
    Random random = new Random(4);
    try (Lakehouse lakehouse = Lakehouse.open(local("again"));
        RecordWriter<Rollup> writer =
            new RecordWriter<>(table(lakehouse, Tables.ROLLUPS_1M_LOG), RollupRows.SHAPE, 0, 0)) {
      assertThat(writer.finish()).isEmpty();

      writer.write(rollup(random));
      List<DataFile> first = writer.finish();
      assertThat(first).extracting(DataFile::recordCount).containsExactly(1L);
      assertThat(writer.finish()).isEmpty();

      writer.write(rollup(random));
      assertThat(writer.finish())
          .extracting(DataFile::location)
          .doesNotContain(first.get(0).location());
    }
  }

  @Test
  void aTableOfOtherPartitionsIsRefused() throws Exception {
    try (Lakehouse lakehouse = Lakehouse.open(local("other"))) {
      Table byYears = table(lakehouse, Tables.DELIVERY_CHANGES_LOG);

      assertThatThrownBy(() -> new RecordWriter<>(byYears, RollupRows.SHAPE, 0, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not partitioned by days");
    }
  }

  private <T> void same(String name, List<T> records, Function<T, RowData> row, RowShape<T> shape)
      throws Exception {
    CatalogOptions byRows = local("rows");
    CatalogOptions byColumns = local("columns");
    try (Lakehouse rows = Lakehouse.open(byRows);
        Lakehouse columns = Lakehouse.open(byColumns)) {
      table(rows, name);
      TestTables.append(rows, name, records.stream().map(row).toList());
      Table table = table(columns, name);
      try (RecordWriter<T> writer = new RecordWriter<>(table, shape, 0, 0)) {
        records.forEach(writer::write);
        var append = table.newAppend();
        writer.finish().forEach(append::appendFile);
        append.commit();
      }

      assertThat(files(columns.table(name))).isEqualTo(files(rows.table(name)));
    }
    assertThat(values(TestTables.read(byColumns, name)))
        .isEqualTo(values(TestTables.read(byRows, name)))
        .hasSize(records.size());
  }

  private CatalogOptions local(String folder) throws IOException {
    Files.createDirectories(home.resolve(folder).resolve("lakehouse"));
    return CatalogOptions.local(home.resolve(folder));
  }

  private static Table table(Lakehouse lakehouse, String name) {
    lakehouse.ensureTables();
    return lakehouse.table(name);
  }

  private static List<String> values(List<Record> records) {
    return records.stream().map(RecordWriterTest::text).sorted().toList();
  }

  private static String text(Record record) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < record.size(); i++) {
      Object value = record.get(i);
      text.append(
              value instanceof ByteBuffer bytes
                  ? StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString()
                  : String.valueOf(value))
          .append('|');
    }
    return text.toString();
  }

  /** What the catalog knows of the files, by partition. */
  private static Map<String, String> files(Table table) throws Exception {
    Map<String, String> known = new TreeMap<>();
    try (var tasks = table.newScan().includeColumnStats().planFiles()) {
      tasks.forEach(
          task -> {
            DataFile file = task.file();
            known.put(
                file.partition().toString(),
                String.join(
                    "\n",
                    "rows " + file.recordCount(),
                    "values " + file.valueCounts(),
                    "nulls " + file.nullValueCounts(),
                    "nans " + file.nanValueCounts(),
                    "lower " + file.lowerBounds(),
                    "upper " + file.upperBounds(),
                    "order " + file.sortOrderId()));
          });
    }
    return known;
  }

  private static Series series(Random random) {
    int number = random.nextInt(40);
    MetricKind kind = MetricKind.values()[number % MetricKind.values().length];
    return Samples.series(number * 7919L, "metric." + number % 7 + "ß", "s" + number % 3, kind);
  }

  private static MetricChunk chunk(Random random) {
    return chunk(random, series(random));
  }

  private static MetricChunk chunk(Random random, Series series) {
    int size = 1 + random.nextInt(8);
    long minute =
        MetricChunk.minuteOf(Samples.NOON + random.nextInt(3) * DAY_NANOS + random.nextInt());
    long[] times = new long[size];
    long[] bits = new long[size];
    boolean isLong = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      times[i] = minute + i * 1_000_000_000L + random.nextInt(1000);
      bits[i] = isLong ? random.nextLong() : Double.doubleToRawLongBits(number(random));
    }
    return new MetricChunk(
        "otlp_metrics",
        random.nextInt(8),
        random.nextInt(100),
        100 + random.nextInt(100),
        random.nextInt(10) == 0 ? "case-1" : "live",
        series,
        minute,
        times,
        isLong,
        bits,
        random.nextBoolean() ? null : random.longs(size).toArray(),
        random.nextInt(4) > 0 ? null : random.ints(size).toArray(),
        random.nextInt(4) > 0 ? null : texts(random, size));
  }

  private static @Nullable String[] texts(Random random, int size) {
    @Nullable String[] texts = new @Nullable String[size];
    for (int i = 0; i < size; i++) {
      texts[i] = random.nextBoolean() ? null : "[" + random.nextInt(9) + "]";
    }
    return texts;
  }

  private static Rollup rollup(Random random) {
    long window =
        Resolution.MINUTE.windowOf(Samples.NOON + random.nextInt(3) * DAY_NANOS + random.nextInt());
    return new Rollup(
        random.nextInt(10) == 0 ? "case-1" : "live",
        series(random),
        Resolution.MINUTE,
        window,
        random.nextInt(3),
        random.nextInt(100),
        number(random),
        number(random),
        number(random),
        number(random),
        random.nextBoolean() ? 0 : window + random.nextInt(1000),
        random.nextBoolean(),
        random.nextBoolean() ? null : new Rollup.Increase(number(random), random.nextInt(3)),
        distribution(random),
        random.nextInt(4) > 0 ? null : new Rollup.Sketch("sketch.v9", new byte[] {1, (byte) 200}),
        random.nextInt(4) > 0 ? null : "[{\"value\":1}]");
  }

  private static @Nullable Distribution distribution(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Distribution.Buckets(new double[] {1, 5}, new long[] {1, 2, 3});
      case 1 -> new Distribution.Buckets(new double[0], new long[] {5});
      case 2 ->
          new DistributionPoint.Exponential(
              random.nextInt(8), 3, 0.1, -4, new long[] {1, 2}, 0, new long[0]);
      case 3 -> new Distribution.Quantiles(new double[] {0.5, 0.9}, new double[] {1, 2});
      default -> null;
    };
  }

  private static double number(Random random) {
    return random.nextInt(5) == 0
        ? ODD[random.nextInt(ODD.length)]
        : random.nextInt(100_000) / 1000.0;
  }
}
