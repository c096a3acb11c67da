package io.watchlake.app.lake;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.ChunkRows;
import io.watchlake.lakehouse.flink.DeliveryRows;
import io.watchlake.lakehouse.flink.LogRows;
import io.watchlake.lakehouse.flink.RollupRows;
import io.watchlake.lakehouse.flink.RowTypes;
import io.watchlake.lakehouse.flink.SeriesRows;
import io.watchlake.lakehouse.flink.SpanRows;
import io.watchlake.model.Tables;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;

/** The lakehouse of a home folder, with all tables, for tests to write to. */
public final class TestLake implements AutoCloseable {

  private final CatalogOptions catalog;
  private final Lakehouse lakehouse;

  private TestLake(CatalogOptions catalog) {
    this.catalog = catalog;
    this.lakehouse = Lakehouse.open(catalog);
  }

  /** Makes the lakehouse of a home folder that has none. */
  public static TestLake in(Path home) throws IOException {
    Files.createDirectories(home.resolve("lakehouse"));
    TestLake lake = new TestLake(CatalogOptions.local(home));
    lake.lakehouse.ensureTables();
    return lake;
  }

  /** How others open it. */
  public CatalogOptions catalog() {
    return catalog;
  }

  /** Commits spans. */
  public void spans(List<Span> spans) {
    append(Tables.SPANS, spans.stream().map(SpanRows::row).toList());
  }

  /** Commits log records. */
  public void logs(List<LogRecord> logs) {
    append(Tables.LOGS, logs.stream().map(LogRows::row).toList());
  }

  /** Commits metric chunks. */
  public void chunks(List<MetricChunk> chunks) {
    append(Tables.METRIC_CHUNKS, chunks.stream().map(ChunkRows::row).toList());
  }

  /** Commits what came too late. */
  public void late(List<LateRollup> late) {
    append(Tables.METRIC_LATE, late.stream().map(RollupRows::lateRow).toList());
  }

  /** Commits what is concluded of deployments. */
  public void deployments(List<DeliveryRecord> deployments) {
    append(
        Tables.DELIVERY_DEPLOYMENTS_LOG, deployments.stream().map(DeliveryRows::record).toList());
  }

  /** Commits windows of a minute, and what their series are. */
  public void rollups(List<Rollup> minutes) {
    append(Tables.ROLLUPS_1M_LOG, minutes.stream().map(RollupRows::row).toList());
    append(
        Tables.SERIES,
        minutes.stream()
            .map(
                minute ->
                    SeriesRows.row(minute.series(), minute.timeline(), minute.windowUnixNano()))
            .toList());
  }

  private void append(String name, List<RowData> rows) {
    Table table = lakehouse.table(name);
    RowDataTaskWriterFactory factory =
        new RowDataTaskWriterFactory(
            table,
            RowTypes.rowType(name),
            128L << 20,
            FileFormat.PARQUET,
            table.properties(),
            List.of(),
            false);
    factory.initialize(0, 0);
    try (TaskWriter<RowData> writer = factory.create()) {
      for (RowData row : rows) {
        writer.write(row);
      }
      AppendFiles append = table.newAppend();
      for (DataFile file : writer.complete().dataFiles()) {
        append.appendFile(file);
      }
      append.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lakehouse.close();
  }
}
