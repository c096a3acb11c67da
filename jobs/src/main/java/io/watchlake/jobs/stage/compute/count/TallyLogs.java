package io.watchlake.jobs.stage.compute.count;

import io.watchlake.jobs.stage.compute.Minutes;
import io.watchlake.jobs.stage.count.LogCounts;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.model.telemetry.LogRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts what one task reads before it goes to the task that keeps a service's minutes: a few
 * tallies instead of all records. What is counted is no state. It is told before the watermark
 * passes the end of a minute that was counted, so that nothing becomes late here, before each
 * checkpoint barrier, and when it becomes much.
 */
public final class TallyLogs extends AbstractStreamOperator<LogTally>
    implements OneInputStreamOperator<LogRecord, LogTally> {

  private static final long serialVersionUID = 1L;

  /** How many minutes of services are counted at most before they are told. */
  static final int MOST = 2_000;

  private record Key(String timeline, String service, long minuteUnixMilli) {}

  private transient Map<Key, LogCounts> counted;
  private transient long firstEnd;

  @SuppressWarnings({"NullAway.Init", "this-escape"}) // transient fields are made in open()
  public TallyLogs() {
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    counted = new LinkedHashMap<>();
    firstEnd = Long.MAX_VALUE;
  }

  @Override
  public void processElement(StreamRecord<LogRecord> element) {
    LogRecord log = element.getValue();
    long minute = Minutes.of(TimeUnit.NANOSECONDS.toMillis(log.eventUnixNano()));
    counted
        .computeIfAbsent(
            new Key(log.timeline(), log.resource().service(), minute), key -> new LogCounts())
        .add(log);
    firstEnd = Math.min(firstEnd, Minutes.lastOf(minute));
    if (counted.size() >= MOST) {
      tell();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() >= firstEnd) {
      tell();
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    tell();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  private void tell() {
    counted.forEach(
        (key, counts) ->
            output.collect(
                new StreamRecord<>(
                    new LogTally(key.timeline, key.service, key.minuteUnixMilli, counts),
                    key.minuteUnixMilli)));
    counted.clear();
    firstEnd = Long.MAX_VALUE;
  }
}
