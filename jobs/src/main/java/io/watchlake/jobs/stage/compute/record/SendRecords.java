package io.watchlake.jobs.stage.compute.record;

import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes signals of the records that somebody asks for, and of no others: where nobody asks, a
 * record costs a look into a map. Who asks anew gets what comes from then on.
 *
 * <p>Many that come at once are counted together, see {@link AskedRecords}. What is counted is no
 * state: it is told of when its second of the task's clock is over, before each checkpoint barrier,
 * and at the end of input, so that a checkpoint covers exactly the records whose signals went out
 * before it.
 */
public final class SendRecords<T> extends AbstractStreamOperator<Signal>
    implements OneInputStreamOperator<T, Signal> {

  private static final long serialVersionUID = 1L;

  /**
   * How far ahead of the task's clock a signal may be: one of next year would make all others late
   * to the rules. The ends of spans are checked nowhere before.
   */
  static final long AHEAD_MILLIS = Duration.ofMinutes(10).toMillis();

  private final SignalKind kind;
  private final RecordView.Maker<T> views;
  private final AskedFor source;

  private transient AskedRecords records;
  private transient Counter signals;
  private transient Counter counted;
  private transient Counter leftOut;
  private transient AskedFor.@Nullable Asking asking;
  private transient long second;
  private transient boolean timerSet;

  /**
   * @param kind of the signals
   * @param asked who asks, as it changes
   */
  @SuppressWarnings({"NullAway.Init", "this-escape"}) // transient fields are made in open()
  public SendRecords(SignalKind kind, RecordView.Maker<T> views, AskedFor asked) {
    this.kind = kind;
    this.views = views;
    this.source = asked;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    records = new AskedRecords();
    signals = getMetricGroup().counter("signals");
    counted = getMetricGroup().counter("countedRecords");
    leftOut = getMetricGroup().counter("leftOutRecords");
    asking = source.open();
  }

  @Override
  public void close() throws Exception {
    if (asking != null) {
      asking.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    if (asking == null) {
      return;
    }
    Subscriptions all = asking.now();
    if (!all.takeRecords(kind)) {
      return;
    }
    RecordView record = views.of(element.getValue());
    List<RecordSubscription> asked = new ArrayList<>();
    for (RecordSubscription one : all.records(kind, record.name())) {
      if (record.fits(one.pattern())) {
        asked.add(one);
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    if (TimeUnit.MILLISECONDS.toSeconds(now) != second) {
      records.tell(this::tell);
      records.begin();
      second = TimeUnit.MILLISECONDS.toSeconds(now);
    }
    if (TimeUnit.NANOSECONDS.toMillis(record.timeUnixNano()) > now + AHEAD_MILLIS) {
      leftOut.inc();
      return;
    }
    switch (records.add(record, asked, this::tell)) {
      case SIGNAL -> signals.inc();
      case COUNTED -> counted.inc();
      case LEFT_OUT -> leftOut.inc();
    }
    if (records.isWaiting() && !timerSet) {
      timerSet = true;
      var unused =
          getProcessingTimeService()
              .registerTimer(
                  TimeUnit.SECONDS.toMillis(second + 1),
                  ignored -> {
                    timerSet = false;
                    records.tell(this::tell);
                  });
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    records.tell(this::tell);
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    records.tell(this::tell);
    super.finish();
  }

  private void tell(Signal signal) {
    output.collect(
        new StreamRecord<>(signal, TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano())));
  }
}
