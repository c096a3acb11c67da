package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.WriteResult;

/**
 * Iceberg's sink with writers of our own: {@link RecordWriter} makes the files, and what commits
 * them, exactly once, stays Iceberg's.
 *
 * @param <T> what becomes a row
 * @param <C> what Iceberg commits, which is its own matter
 */
final class RecordSink<T, C>
    implements Sink<T>, SupportsCommitter<C>, SupportsPreCommitTopology<WriteResult, C> {

  private static final long serialVersionUID = 1L;

  private final Table table;
  private final RowShape<T> shape;
  private final SupportsCommitter<C> commits;
  private final SupportsPreCommitTopology<WriteResult, C> gathers;

  RecordSink(
      Table table,
      RowShape<T> shape,
      SupportsCommitter<C> commits,
      SupportsPreCommitTopology<WriteResult, C> gathers) {
    this.table = SerializableTable.copyOf(table);
    this.shape = shape;
    this.commits = commits;
    this.gathers = gathers;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still demands it
  public SinkWriter<T> createWriter(Sink.InitContext context) {
    return writer(context);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return writer(context);
  }

  private SinkWriter<T> writer(org.apache.flink.api.connector.sink2.InitContext context) {
    return new Writer<>(
        new RecordWriter<>(
            table,
            shape,
            context.getTaskInfo().getIndexOfThisSubtask(),
            context.getTaskInfo().getAttemptNumber()));
  }

  @Override
  public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
    return commits.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<C> getCommittableSerializer() {
    return commits.getCommittableSerializer();
  }

  @Override
  public DataStream<CommittableMessage<C>> addPreCommitTopology(
      DataStream<CommittableMessage<WriteResult>> results) {
    return gathers.addPreCommitTopology(results);
  }

  @Override
  public SimpleVersionedSerializer<WriteResult> getWriteResultSerializer() {
    return gathers.getWriteResultSerializer();
  }

  private static final class Writer<T> implements CommittingSinkWriter<T, WriteResult> {

    private final RecordWriter<T> records;

    Writer(RecordWriter<T> records) {
      this.records = records;
    }

    @Override
    public void write(T record, Context context) {
      records.write(record);
    }

    @Override
    public void flush(boolean endOfInput) {
      // Files are complete only when they are to be committed.
    }

    @Override
    public Collection<WriteResult> prepareCommit() throws IOException {
      return List.of(WriteResult.builder().addDataFiles(records.finish()).build());
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
