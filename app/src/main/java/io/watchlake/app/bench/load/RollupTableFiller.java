package io.watchlake.app.bench.load;

import io.watchlake.model.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;

/**
 * Fills a table of minute rollups with days of history, in files as {@code maintain} leaves them:
 * sorted by metric, series and time, twenty a day.
 */
public final class RollupTableFiller {

  /** The seed's metrics; the names that end in {@code total} count. */
  private static final List<String> METRICS =
      List.of(
          "cpu_utilization_percentage",
          "memory_utilization_percentage",
          "disk_utilization_percentage",
          "load_average",
          "cache_hit_ratio",
          "iops",
          "throughput_mbps",
          "bandwidth_utilization",
          "packet_loss_rate",
          "network_latency_ms",
          "workflows_active",
          "workflows_completed_total",
          "workflow_duration_seconds",
          "error_rate",
          "messages_sent_total",
          "messages_received_total",
          "message_latency_seconds",
          "connection_pool_size",
          "allocations_active",
          "allocation_success_rate");

  private static final int SERVICES = 25;
  private static final int FILES_A_DAY = 20;
  private static final int MINUTES_A_DAY = 1_440;
  private static final int MINUTES_A_FILE = MINUTES_A_DAY / FILES_A_DAY;
  private static final int POINTS_A_MINUTE = 6;
  private static final int THREADS = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Table table;
  private final Instant firstDay;
  private final int days;
  private final long[] series;

  /** Of the series, in the table's order: by metric, then by series. */
  private final int[] places;

  private final AtomicLong written = new AtomicLong();

  /**
   * A filler.
   *
   * @param table of minute rollups
   * @param now the history ends with the day before it
   * @param days how many days
   * @param rows about how many rows; a whole number of series
   */
  public RollupTableFiller(Table table, Instant now, int days, long rows) {
    this.table = table;
    this.days = days;
    this.firstDay = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    this.series =
        new SplittableRandom(1)
            .longs(Math.max(1, rows / ((long) days * MINUTES_A_DAY)))
            .sorted()
            .toArray();
    this.places =
        IntStream.range(0, series.length)
            .boxed()
            .sorted(Comparator.comparing(RollupTableFiller::metric))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** How many rows there will be. */
  public long rows() {
    return (long) series.length * days * MINUTES_A_DAY;
  }

  /** How many rows have been written. */
  public long written() {
    return written.get();
  }

  /** The end of the history. */
  public Instant end() {
    return firstDay.plus(Duration.ofDays(days));
  }

  /** Writes and commits everything. */
  public void run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<DataFile>> files = new ArrayList<>();
      for (int i = 0; i < days * FILES_A_DAY; i++) {
        int number = i;
        files.add(() -> write(number));
      }
      AppendFiles append = table.newAppend();
      for (Future<DataFile> file : threads.invokeAll(files)) {
        append.appendFile(file.get());
      }
      append.commit();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the table could not be filled: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private DataFile write(int number) throws IOException {
    Instant from = firstDay.plus(Duration.ofMinutes((long) number * MINUTES_A_FILE));
    GenericRecord row = GenericRecord.create(table.schema());
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    OffsetDateTime[] minutes = new OffsetDateTime[MINUTES_A_FILE];
    Arrays.setAll(minutes, i -> from.plus(Duration.ofMinutes(i)).atOffset(ZoneOffset.UTC));
    row.setField("ts", minutes[0]);
    partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    OutputFile file =
        table
            .io()
            .newOutputFile(
                table
                    .locationProvider()
                    .newDataLocation(
                        table.spec(),
                        partition,
                        String.format(Locale.ROOT, "history-%04d.parquet", number)));
    FileAppender<GenericRecord> appender =
        Parquet.write(file)
            .schema(table.schema())
            .setAll(table.properties())
            .metricsConfig(MetricsConfig.forTable(table))
            .createWriterFunc(type -> GenericParquetWriter.create(table.schema(), type))
            .overwrite()
            .build();
    try (appender) {
      for (int place : places) {
        writeSeries(appender, row, place, minutes, new SplittableRandom(series[place] + number));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return DataFiles.builder(table.spec())
        .withPath(file.location())
        .withFormat("parquet")
        .withPartition(partition)
        .withFileSizeInBytes(appender.length())
        .withMetrics(appender.metrics())
        .withSplitOffsets(appender.splitOffsets())
        .withSortOrder(table.sortOrder())
        .build();
  }

  private static String metric(int place) {
    return METRICS.get(place % METRICS.size());
  }

  private void writeSeries(
      FileAppender<GenericRecord> appender,
      GenericRecord row,
      int place,
      OffsetDateTime[] minutes,
      SplittableRandom random) {
    String metric = metric(place);
    boolean counter = metric.endsWith("_total");
    double level = 10 + random.nextInt(80_000) / 1_000.0;
    row.setField("series", series[place]);
    row.setField("metric", metric);
    row.setField(
        "service", String.format(Locale.ROOT, "service-%02d", place / METRICS.size() % SERVICES));
    row.setField("kind", counter ? "sum" : "gauge");
    row.setField("count", (long) POINTS_A_MINUTE);
    row.setField("stale", false);
    row.setField("revision", 0);
    row.setField("timeline", Timeline.LIVE.name());
    for (OffsetDateTime minute : minutes) {
      double grown = counter ? random.nextInt(600) : random.nextInt(2_001) / 1_000.0 - 1;
      double low = Math.max(0, counter ? level : level + Math.min(0, grown));
      level = Math.max(0, level + grown);
      double high = Math.max(low, level);
      row.setField("ts", minute);
      row.setField("sum", (low + high) / 2 * POINTS_A_MINUTE);
      row.setField("min", low);
      row.setField("max", high);
      row.setField("last", level);
      row.setField("last_unix_nano", (minute.toEpochSecond() + 50) * NANOS_PER_SECOND);
      row.setField("increase", counter ? grown : null);
      row.setField("resets", counter ? 0 : null);
      appender.add(row);
    }
    written.addAndGet(minutes.length);
  }
}
