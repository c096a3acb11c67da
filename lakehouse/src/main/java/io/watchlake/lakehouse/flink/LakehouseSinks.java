package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.LakehouseTableLoader;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.io.WriteResult;

/** Sinks that append rows to the tables, exactly once. */
public final class LakehouseSinks {

  private LakehouseSinks() {}

  /**
   * Appends a stream of rows to a table: what a checkpoint covers is committed after it, once.
   *
   * <p>A stream must be unbounded and end with stop-with-savepoint, or run in batch mode: a bounded
   * source in streaming mode ends without its last commit. The table must exist when the graph is
   * built.
   *
   * @param rows rows as this package's converters make them, of the type that {@link
   *     RowTypes#typeInformation} tells
   * @param tableName one of {@link io.watchlake.model.Tables#STORED}
   * @param uid unique in the job; the operators' uids, which committed state is found by, are made
   *     of it, and it is their name too
   * @param parallelism of the writers; there is one committer
   */
  public static DataStreamSink<?> append(
      DataStream<RowData> rows,
      CatalogOptions options,
      String tableName,
      String uid,
      int parallelism) {
    return IcebergSink.forRowData(rows)
        .tableLoader(new LakehouseTableLoader(options, tableName))
        .uidSuffix(uid)
        .distributionMode(DistributionMode.NONE)
        .writeParallelism(parallelism)
        .append();
  }

  /**
   * The same for records whose rows are not made: they go straight into the columns of files.
   *
   * @param shape of the rows, which must be that of the table
   * @param commits the sink that {@link #append} made for the table and uid, which commits the
   *     files
   */
  @SuppressWarnings("unchecked") // what Iceberg commits is of a class that others may not see
  public static <T> DataStreamSink<?> appendRecords(
      DataStream<T> records,
      RowShape<T> shape,
      Sink<RowData> commits,
      CatalogOptions options,
      String tableName,
      String uid,
      int parallelism) {
    try (LakehouseTableLoader loader = new LakehouseTableLoader(options, tableName)) {
      return records
          .sinkTo(
              new RecordSink<>(
                  loader.loadTable(),
                  shape,
                  (SupportsCommitter<Object>) commits,
                  (SupportsPreCommitTopology<WriteResult, Object>) commits))
          .uid(uid)
          .name(uid)
          .setParallelism(parallelism);
    }
  }
}
