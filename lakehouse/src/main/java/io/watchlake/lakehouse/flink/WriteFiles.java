package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.iceberg.io.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to files of a table, and tells {@link CommitFiles} of them before each checkpoint
 * and at the end. Keeps no state: what a checkpoint covers is the committer's.
 *
 * @param <T> what becomes a row
 */
final class WriteFiles<T> extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<T, byte[]>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final FileWriter.Factory<T> writers;
  private final SerializableSupplier<SimpleVersionedSerializer<WriteResult>> results;

  private transient @Nullable FileWriter<T> writer;
  private transient boolean ended;

  WriteFiles(
      FileWriter.Factory<T> writers,
      SerializableSupplier<SimpleVersionedSerializer<WriteResult>> results) {
    this.writers = writers;
    this.results = results;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    writer =
        writers.create(
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getRuntimeContext().getTaskInfo().getAttemptNumber());
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    Objects.requireNonNull(writer).write(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws IOException {
    // What is downstream of an ended task takes nothing more, though checkpoints still pass.
    if (!ended) {
      tell();
    }
  }

  @Override
  public void endInput() throws IOException {
    tell();
    ended = true;
  }

  private void tell() throws IOException {
    WriteResult files = Objects.requireNonNull(writer).complete();
    if (files.dataFiles().length > 0) {
      output.collect(
          new StreamRecord<>(
              SimpleVersionedSerialization.writeVersionAndSerialize(results.get(), files)));
    }
  }

  @Override
  public void close() throws Exception {
    if (writer != null) {
      writer.close();
    }
    super.close();
  }
}
