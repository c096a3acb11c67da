package io.watchlake.jobs.stage.compute;

import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.NumberPoint;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers number points into chunks by topic partition, series, minute and kind of value.
 *
 * <p>Buffers are no state: they are emptied before each checkpoint barrier, so that a checkpoint
 * covers exactly the points whose chunks went out before it, and the operator restores and rescales
 * without anything to carry. They are emptied, too, for minutes that the watermark has closed, when
 * a chunk is full, when more points are held than allowed, and at the end of input.
 */
public final class GatherChunks extends AbstractStreamOperator<MetricChunk>
    implements OneInputStreamOperator<NumberPoint, MetricChunk> {

  private static final long serialVersionUID = 1L;

  /** Keeps a row's arrays small enough to be read back comfortably. */
  static final int MAX_CHUNK_POINTS = 4_096;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Key(String topic, int partition, long series, long minute, boolean isLong) {}

  private final int maxBufferedPoints;

  private transient Map<Key, ChunkBuffer> buffers;
  private transient int bufferedPoints;
  private transient long earliestMinute;

  /**
   * @param maxBufferedPoints how many points one instance holds at most, over all its chunks
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public GatherChunks(int maxBufferedPoints) {
    if (maxBufferedPoints < 1) {
      throw new IllegalArgumentException(
          "at least one point must be held, not " + maxBufferedPoints);
    }
    this.maxBufferedPoints = maxBufferedPoints;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    buffers = new LinkedHashMap<>();
    earliestMinute = Long.MAX_VALUE;
    getMetricGroup().gauge("bufferedPoints", () -> bufferedPoints);
  }

  @Override
  public void processElement(StreamRecord<NumberPoint> element) {
    NumberPoint point = element.getValue();
    long minute = MetricChunk.minuteOf(point.timeUnixNano());
    Key key =
        new Key(
            point.origin().topic(),
            point.origin().partition(),
            point.series().id(),
            minute,
            point.isLong());
    ChunkBuffer buffer = buffers.computeIfAbsent(key, ignored -> new ChunkBuffer(point));
    buffer.add(point);
    bufferedPoints++;
    earliestMinute = Math.min(earliestMinute, minute);
    if (buffer.size() >= MAX_CHUNK_POINTS) {
      buffers.remove(key);
      emit(buffer);
    } else if (bufferedPoints >= maxBufferedPoints) {
      flush();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (closes(earliestMinute, mark)) {
      flushClosedBy(mark);
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private static boolean closes(long minute, Watermark mark) {
    return minute != Long.MAX_VALUE
        && (minute + MetricChunk.MINUTE_NANOS) / NANOS_PER_MILLI <= mark.getTimestamp();
  }

  private void flushClosedBy(Watermark mark) {
    earliestMinute = Long.MAX_VALUE;
    Iterator<Map.Entry<Key, ChunkBuffer>> entries = buffers.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, ChunkBuffer> entry = entries.next();
      if (closes(entry.getKey().minute(), mark)) {
        entries.remove();
        emit(entry.getValue());
      } else {
        earliestMinute = Math.min(earliestMinute, entry.getKey().minute());
      }
    }
  }

  private void flush() {
    buffers.values().forEach(this::emit);
    buffers.clear();
    earliestMinute = Long.MAX_VALUE;
  }

  private void emit(ChunkBuffer buffer) {
    MetricChunk chunk = buffer.toChunk();
    bufferedPoints -= chunk.size();
    output.collect(new StreamRecord<>(chunk, chunk.minuteUnixNano() / NANOS_PER_MILLI));
  }
}
