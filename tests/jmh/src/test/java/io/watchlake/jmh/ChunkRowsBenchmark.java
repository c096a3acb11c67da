package io.watchlake.jmh;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.MetricDecoder;
import io.watchlake.lakehouse.flink.ChunkRows;
import io.watchlake.lakehouse.flink.RecordWriter;
import io.watchlake.lakehouse.flink.RowTypes;
import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.lakehouse.table.TableDefinition;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.data.FlinkParquetWriters;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Chunks to rows, those into a Parquet file in memory, and chunks into the columns of files as the
 * job does; nanoseconds a point.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ChunkRowsBenchmark {

  private static final int SERIES = 10_000;
  private static final int ROUNDS = 30;
  private static final int POINTS = SERIES * ROUNDS;

  private List<MetricChunk> chunks;
  private TableDefinition table;
  private Table stored;
  private long written;

  private record Key(Series series, long minute) {}

  @Setup
  public void prepare() {
    table = LakehouseTables.of(Tables.METRIC_CHUNKS);
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("bench", Map.of());
    TableIdentifier name = TableIdentifier.parse(table.name());
    catalog.createNamespace(name.namespace());
    stored = catalog.createTable(name, table.schema(), table.partition(), table.properties());
    Map<Key, List<NumberPoint>> points = new LinkedHashMap<>();
    MetricDecoder decoder = new MetricDecoder(DecodeLimits.ofRetention(Duration.ofDays(30)));
    for (RawMessage message : Messages.of(SERIES, ROUNDS)) {
      decoder.decode(message, collect(points));
    }
    chunks = new ArrayList<>();
    points.forEach((key, ofKey) -> chunks.add(chunk(key, ofKey)));
  }

  private static MetricDecoder.Handler collect(Map<Key, List<NumberPoint>> points) {
    return new MetricDecoder.Handler() {
      @Override
      public void number(NumberPoint point) {
        points
            .computeIfAbsent(
                new Key(point.series(), MetricChunk.minuteOf(point.timeUnixNano())),
                ignored -> new ArrayList<>())
            .add(point);
      }

      @Override
      public void distribution(DistributionPoint point) {
        throw new IllegalStateException("no distributions are sent");
      }

      @Override
      public void deadLetter(DeadLetter deadLetter) {
        throw new IllegalStateException(deadLetter.detail());
      }
    };
  }

  private static MetricChunk chunk(Key key, List<NumberPoint> points) {
    NumberPoint first = points.get(0);
    return new MetricChunk(
        first.origin().topic(),
        first.origin().partition(),
        first.origin().offset(),
        points.get(points.size() - 1).origin().offset(),
        first.timeline(),
        key.series(),
        key.minute(),
        points.stream().mapToLong(NumberPoint::timeUnixNano).toArray(),
        first.isLong(),
        points.stream().mapToLong(NumberPoint::bits).toArray(),
        first.startUnixNano() == 0
            ? null
            : points.stream().mapToLong(NumberPoint::startUnixNano).toArray(),
        null,
        null);
  }

  /** Rows alone. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long rows() {
    long fields = 0;
    for (MetricChunk chunk : chunks) {
      fields += ChunkRows.row(chunk).getArity();
    }
    return fields;
  }

  /** Rows, written as a sink of rows writes them. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long parquet() throws IOException {
    InMemoryOutputFile file = new InMemoryOutputFile();
    FileAppender<RowData> appender =
        Parquet.write(file)
            .schema(table.schema())
            .setAll(table.properties())
            .createWriterFunc(
                type -> FlinkParquetWriters.buildWriter(RowTypes.rowType(table.name()), type))
            .overwrite()
            .build();
    try (appender) {
      for (MetricChunk chunk : chunks) {
        appender.add(ChunkRows.row(chunk));
      }
    }
    return appender.length();
  }

  /** Chunks, written as the sink of the table writes them. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long columns() throws IOException {
    long size = 0;
    try (RecordWriter<MetricChunk> writer =
        new RecordWriter<>(stored, ChunkRows.SHAPE, 0, ++written)) {
      chunks.forEach(writer::write);
      for (DataFile file : writer.finish()) {
        size += file.fileSizeInBytes();
        stored.io().deleteFile(file.location());
      }
    }
    return size;
  }
}
