package io.watchlake.jobs.stage.sink;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.flink.DeadLetterRows;
import io.watchlake.lakehouse.flink.LakehouseSinks;
import io.watchlake.lakehouse.flink.RowShape;
import io.watchlake.lakehouse.flink.RowTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Tables;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * Appends records to lakehouse tables, exactly once.
 *
 * @param catalog where the tables are; they must exist before the graph is built
 */
public record Archive(CatalogOptions catalog) {

  /**
   * Appends a stream to a table.
   *
   * @param toRow a converter of {@code io.watchlake.lakehouse.flink}
   * @param table one of {@link io.watchlake.model.Tables#STORED}
   * @param rowsUid uid of the conversion to rows
   * @param tableUid what the sink's own uids are made of
   */
  public <T> void append(
      DataStream<T> records,
      MapFunction<T, RowData> toRow,
      String table,
      String rowsUid,
      String tableUid) {
    append(records, toRow, table, rowsUid, tableUid, records.getParallelism());
  }

  /** The same for a stream of few records: one task makes their rows, writes and commits them. */
  public <T> void appendFew(
      DataStream<T> records,
      MapFunction<T, RowData> toRow,
      String table,
      String rowsUid,
      String tableUid) {
    append(records, toRow, table, rowsUid, tableUid, 1);
  }

  private <T> void append(
      DataStream<T> records,
      MapFunction<T, RowData> toRow,
      String table,
      String rowsUid,
      String tableUid,
      int writers) {
    DataStream<RowData> rows =
        records
            .map(toRow, RowTypes.typeInformation(table))
            .uid(rowsUid)
            .name(rowsUid)
            .setParallelism(writers);
    LakehouseSinks.append(rows, catalog, table, tableUid, writers);
  }

  /**
   * Appends a stream that would cost too much as rows to a table.
   *
   * @param shape of {@code io.watchlake.lakehouse.flink}
   * @param table one of {@link io.watchlake.model.Tables#STORED}
   * @param tableUid what the sink's uids are made of
   */
  public <T> void appendRecords(
      DataStream<T> records, RowShape<T> shape, String table, String tableUid) {
    LakehouseSinks.appendRecords(
        records, shape, catalog, table, tableUid, records.getParallelism());
  }

  /** The same for a stream of few records: one task writes and commits them. */
  public <T> void appendFewRecords(
      DataStream<T> records, RowShape<T> shape, String table, String tableUid) {
    LakehouseSinks.appendRecords(records, shape, catalog, table, tableUid, 1);
  }

  /**
   * Appends dead letters to their table, and sends them to their topic.
   *
   * @param topic the timeline's topic of dead letters
   * @param rowsUid uid of the conversion to rows
   * @param tableUid what the table sink's own uids are made of
   * @param topicUid uid of the topic's sink
   */
  public void appendDeadLetters(
      DataStream<DeadLetter> letters,
      Sink<DeadLetter> topic,
      String rowsUid,
      String tableUid,
      String topicUid) {
    appendFew(letters, DeadLetterRows::row, Tables.DEAD_LETTERS, rowsUid, tableUid);
    letters.sinkTo(topic).uid(topicUid).name(topicUid).setParallelism(1);
  }
}
