package io.watchlake.lakehouse.catalog;

import io.watchlake.model.Tables;
import io.watchlake.model.anomaly.FittedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
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

/** Adds fitted models to their table, a row and a commit each: no job runs for one row. */
public final class ModelRows {

  private ModelRows() {}

  /**
   * Adds a row of {@link Tables#MODELS}; returns when it is committed.
   *
   * @throws IOException if the row cannot be written
   */
  public static void append(Lakehouse lakehouse, FittedModel model) throws IOException {
    Table table = lakehouse.table(Tables.MODELS);
    GenericRecord row = GenericRecord.create(table.schema());
    row.setField("ts", time(model.createdUnixNano()));
    row.setField("service", model.service());
    row.setField("version", model.version());
    row.setField("window_from", time(model.fromUnixNano()));
    row.setField("window_until", time(model.untilUnixNano()));
    row.setField("vectors", model.vectors());
    row.setField("signals", List.copyOf(model.signals()));
    row.setField("fitted_by", model.fittedBy());
    row.setField("sha256", model.sha256());
    row.setField("bytes", ByteBuffer.wrap(model.bytes()));
    table.newAppend().appendFile(write(table, row)).commit();
  }

  private static DataFile write(Table table, GenericRecord row) throws IOException {
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    String name = "model-" + UUID.randomUUID() + ".parquet";
    OutputFile file =
        table
            .io()
            .newOutputFile(table.locationProvider().newDataLocation(table.spec(), partition, name));
    FileAppender<GenericRecord> appender =
        Parquet.write(file)
            .schema(table.schema())
            .setAll(table.properties())
            .metricsConfig(MetricsConfig.forTable(table))
            .createWriterFunc(type -> GenericParquetWriter.create(table.schema(), type))
            .overwrite()
            .build();
    try (appender) {
      appender.add(row);
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

  private static OffsetDateTime time(long unixNano) {
    return Instant.EPOCH
        .plusNanos(unixNano)
        .truncatedTo(ChronoUnit.MICROS)
        .atOffset(ZoneOffset.UTC);
  }
}
