package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.compute.signal.AskedFor.Asking;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.MetricChunk;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Gathers number points into chunks by series, minute, topic partition and kind of value, and into
 * partial rollups, which leave by {@link #PARTIALS}; which series there were leaves by {@link
 * #SERIES}. Chunks leave in the order of the table: by series and minute.
 *
 * <p>The buffer is no state: it is emptied before each checkpoint barrier, so that a checkpoint
 * covers exactly the points whose chunks went out before it, and the operator restores and rescales
 * without anything to carry. It is emptied, too, when enough points are held, at the end of input,
 * and for the sake of time: a watermark that would overtake points in the buffer waits for them, a
 * few seconds at most.
 */
public final class GatherChunks extends AbstractStreamOperator<MetricChunk>
    implements OneInputStreamOperator<PointBatch, MetricChunk> {

  private static final long serialVersionUID = 1L;

  /** How long a watermark waits; a checkpoint usually comes before. */
  static final long WATERMARK_WAITS_MILLIS = 5_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What the points say of their windows, for those who merge. */
  public static final OutputTag<PartialBatch> PARTIALS =
      new OutputTag<>("partials", TelemetryTypes.PARTIAL_BATCH);

  /** Which series were seen, each once an hour and after a start. */
  public static final OutputTag<SeriesSketch> SERIES =
      new OutputTag<>("series", TelemetryTypes.SERIES_SKETCH);

  private final int maxBufferedPoints;
  private final SeriesSelection tenSeconds;
  private final SeriesSelection sketches;
  private final AskedFor asked;

  private transient ChunkGatherer gatherer;
  private transient @Nullable Asking asking;
  private transient @Nullable Watermark waiting;
  private transient boolean timerSet;

  /**
   * @param maxBufferedPoints how many points one instance holds at most, over all its chunks
   * @param tenSeconds the series that always have windows of 10 s
   * @param sketches the series whose windows have a sketch of their values
   * @param asked which other series have windows of 10 s, as it changes
   */
  @SuppressWarnings({"NullAway.Init", "this-escape"}) // transient fields are made in open()
  public GatherChunks(
      int maxBufferedPoints, SeriesSelection tenSeconds, SeriesSelection sketches, AskedFor asked) {
    this.maxBufferedPoints = maxBufferedPoints;
    this.tenSeconds = tenSeconds;
    this.sketches = sketches;
    this.asked = asked;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    gatherer = new ChunkGatherer(maxBufferedPoints, tenSeconds, sketches);
    asking = asked.open();
    getMetricGroup().gauge("bufferedPoints", () -> gatherer.size());
  }

  @Override
  public void close() throws Exception {
    if (asking != null) {
      asking.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<PointBatch> element) throws Exception {
    PointBatch batch = element.getValue();
    if (!gatherer.takes(batch)) {
      flush();
    }
    gatherer.add(batch);
    if (gatherer.isFull()) {
      flush();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (gatherer.earliestUnixNano() / NANOS_PER_MILLI > mark.getTimestamp()) {
      waiting = null;
      super.processWatermark(mark);
    } else if (mark.equals(Watermark.MAX_WATERMARK)) {
      waiting = mark;
      flush();
    } else {
      waiting = mark;
      if (!timerSet) {
        timerSet = true;
        ProcessingTimeService time = getProcessingTimeService();
        var unused =
            time.registerTimer(
                time.getCurrentProcessingTime() + WATERMARK_WAITS_MILLIS, ignored -> waited());
      }
    }
  }

  private void waited() throws Exception {
    timerSet = false;
    if (waiting != null) {
      flush();
    }
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

  private void flush() throws Exception {
    if (asking != null) {
      gatherer.ask(asking.now());
    }
    gatherer.drain(
        chunk ->
            output.collect(new StreamRecord<>(chunk, chunk.minuteUnixNano() / NANOS_PER_MILLI)),
        batch -> output.collect(PARTIALS, new StreamRecord<>(batch)),
        sketch -> output.collect(SERIES, new StreamRecord<>(sketch)));
    Watermark mark = waiting;
    if (mark != null) {
      waiting = null;
      super.processWatermark(mark);
    }
  }
}
