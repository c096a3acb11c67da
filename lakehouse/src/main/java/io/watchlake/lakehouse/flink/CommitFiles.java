package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.iceberg.io.WriteResult;

/**
 * Commits the files that {@link WriteFiles} tells of, exactly once, as Iceberg's own sink does:
 * what gathers and commits them is Iceberg's. There is one of it for a table, and it is one task,
 * where Iceberg's topology takes one to gather and as many as there are writers to commit, of which
 * all but the first have nothing to do: each task costs messages and threads at every checkpoint.
 *
 * @param <C> what Iceberg commits, which is its own matter
 */
final class CommitFiles<C>
    implements Sink<byte[]>, SupportsCommitter<C>, SupportsPreCommitTopology<WriteResult, C> {

  private static final long serialVersionUID = 1L;

  private final SupportsCommitter<C> commits;
  private final SupportsPreCommitTopology<WriteResult, C> gathers;

  CommitFiles(SupportsCommitter<C> commits, SupportsPreCommitTopology<WriteResult, C> gathers) {
    this.commits = commits;
    this.gathers = gathers;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still demands it
  public SinkWriter<byte[]> createWriter(Sink.InitContext context) {
    return new Told(gathers.getWriteResultSerializer());
  }

  @Override
  public SinkWriter<byte[]> createWriter(WriterInitContext context) {
    return new Told(gathers.getWriteResultSerializer());
  }

  @Override
  public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
    return commits.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<C> getCommittableSerializer() {
    return commits.getCommittableSerializer();
  }

  /**
   * Iceberg's operator that gathers, without what it puts before and behind it to bring all to one
   * task: there is but one. The operator is taken from a job that is never executed.
   */
  @Override
  @SuppressWarnings("unchecked") // it takes what a writer makes and gives what the committer takes
  public DataStream<CommittableMessage<C>> addPreCommitTopology(
      DataStream<CommittableMessage<WriteResult>> results) {
    OneInputTransformation<CommittableMessage<WriteResult>, CommittableMessage<C>> gathering =
        (OneInputTransformation<CommittableMessage<WriteResult>, CommittableMessage<C>>)
            gathers
                .addPreCommitTopology(
                    new DataStream<>(
                        new StreamExecutionEnvironment(new Configuration()),
                        results.getTransformation()))
                .getTransformation()
                .getInputs()
                .get(0);
    SingleOutputStreamOperator<CommittableMessage<C>> gathered =
        results
            .transform(gathering.getName(), gathering.getOutputType(), gathering.getOperator())
            .uid(gathering.getUid());
    ((PhysicalTransformation<?>) gathered.getTransformation())
        .setChainingStrategy(ChainingStrategy.ALWAYS);
    return gathered;
  }

  @Override
  public SimpleVersionedSerializer<WriteResult> getWriteResultSerializer() {
    return gathers.getWriteResultSerializer();
  }

  /** What the writers told since the last checkpoint. */
  private static final class Told implements CommittingSinkWriter<byte[], WriteResult> {

    private final SimpleVersionedSerializer<WriteResult> results;
    private final List<WriteResult> told = new ArrayList<>();

    Told(SimpleVersionedSerializer<WriteResult> results) {
      this.results = results;
    }

    @Override
    public void write(byte[] result, Context context) throws IOException {
      told.add(SimpleVersionedSerialization.readVersionAndDeSerialize(results, result));
    }

    @Override
    public void flush(boolean endOfInput) {
      // The files are complete.
    }

    @Override
    public Collection<WriteResult> prepareCommit() {
      List<WriteResult> files = List.copyOf(told);
      told.clear();
      return files;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
