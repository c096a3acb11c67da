package io.watchlake.jobs.stage.source.backlog;

import io.watchlake.model.RawMessage;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Messages of Kafka, the partitions of a backlog waiting for each other. A partition whose messages
 * say less a minute is read faster through the day than the others; what it says stays in open
 * windows until the slowest has come there, so without this a backlog of days ends with days of
 * open windows.
 *
 * <p>It steers reading only. Its times decide no window and make nothing late: those come from
 * {@code EventTime}, after decoding. Therefore a rough look at a message will do, and so will the
 * wall clock. Its state is that of the source it reads from, which it may take over and give back.
 *
 * <p>Flink's alignment of watermarks does the same by messages between all readers and the
 * JobManager ten times a second, forever; these are a handful for each ten minutes of a backlog.
 */
public final class AlignedSource
    implements Source<RawMessage, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<RawMessage> {

  private static final long serialVersionUID = 1L;

  private final KafkaSource<RawMessage> source;
  private final MessageTime times;

  /** Reads what another source does. */
  public AlignedSource(KafkaSource<RawMessage> source, MessageTime times) {
    this.source = source;
    this.times = times;
  }

  @Override
  public SourceReader<RawMessage, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new AlignedReader<>(
        source.createReader(context),
        context,
        new BacklogProgress(times, Clock.systemUTC()::millis),
        System::nanoTime);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new AlignedEnumerator<>(source.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    return new AlignedEnumerator<>(source.restoreEnumerator(context, state), context);
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return source.getProducedType();
  }
}
