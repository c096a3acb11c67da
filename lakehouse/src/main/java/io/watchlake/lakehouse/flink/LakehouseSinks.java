package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.LakehouseTableLoader;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;
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
  public static void append(
      DataStream<RowData> rows,
      CatalogOptions options,
      String tableName,
      String uid,
      int parallelism) {
    append(
        rows,
        table -> RowFileWriter.of(table, RowTypes.rowType(tableName)),
        options,
        tableName,
        uid,
        parallelism);
  }

  /**
   * The same for records whose rows are not made: they go straight into the columns of files.
   *
   * @param shape of the rows, which must be that of the table
   */
  public static <T> void appendRecords(
      DataStream<T> records,
      RowShape<T> shape,
      CatalogOptions options,
      String tableName,
      String uid,
      int parallelism) {
    append(records, table -> RecordWriter.of(table, shape), options, tableName, uid, parallelism);
  }

  @SuppressWarnings("unchecked") // what Iceberg commits is of a class that others may not see
  private static <T> void append(
      DataStream<T> records,
      Function<Table, FileWriter.Factory<T>> writersOf,
      CatalogOptions options,
      String tableName,
      String uid,
      int parallelism) {
    FileWriter.Factory<T> writers;
    try (LakehouseTableLoader loader = new LakehouseTableLoader(options, tableName)) {
      writers = writersOf.apply(loader.loadTable());
    }
    Object iceberg = iceberg(options, tableName, uid);
    CommitFiles<Object> commits =
        new CommitFiles<>(
            (SupportsCommitter<Object>) iceberg,
            (SupportsPreCommitTopology<WriteResult, Object>) iceberg);
    String filesUid = uid + ": Files";
    records
        .transform(
            filesUid,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
            new WriteFiles<>(writers, commits::getWriteResultSerializer))
        .uid(filesUid)
        .setParallelism(parallelism)
        .sinkTo(commits)
        .uid(uid)
        .name(uid)
        .setParallelism(1);
  }

  /**
   * Iceberg's sink for a table. Its builder gives it to a stream only: here to one of a job that is
   * never executed.
   */
  private static Object iceberg(CatalogOptions options, String tableName, String uid) {
    DataStream<RowData> nothing =
        new StreamExecutionEnvironment(new Configuration())
            .fromSequence(0, 0)
            .map(number -> new GenericRowData(0), RowTypes.typeInformation(tableName));
    return ((SinkTransformation<?, ?>)
            IcebergSink.forRowData(nothing)
                .tableLoader(new LakehouseTableLoader(options, tableName))
                .uidSuffix(uid)
                .append()
                .getTransformation())
        .getSink();
  }
}
