package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.DeliveryCalculation;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.jobs.stage.type.OutputVersion;
import io.watchlake.model.delivery.Conclusion;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.PeriodKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of a service and says what follows from them. Keyed by service; the broadcast
 * side is the clock, milliseconds since the epoch.
 *
 * <p>An event is put to the others and everything is worked out again at the next tick, so that
 * many events at once are one piece of work, and in batch all of a service are. What comes out
 * differently from what was said before is said again with the next revision. Repeats of an event
 * change nothing; of two that differ under one identity the one that is less in order of time and
 * text is kept, whichever came first.
 *
 * <p>How events fall into ticks is not the same when they are read again after a failure, so what
 * was said since the last checkpoint may not be said again, or under another revision. Of that only
 * {@link #MESSAGES} can be left, since tables have what a checkpoint has. So once after a restore
 * all figures of a service that has something to judge go there again: the last of a key is right.
 */
public final class JudgeDelivery
    extends KeyedBroadcastProcessFunction<String, DeliveryEvent, Long, Figure>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** What is concluded about changes, deployments and incidents. */
  public static final OutputTag<DeliveryRecord> RECORDS =
      new OutputTag<>("records", DeliveryTypes.RECORD);

  /** The figures of the main output, and after a restore some as they were said last. */
  public static final OutputTag<Figure> MESSAGES =
      new OutputTag<>("messages", DeliveryTypes.FIGURE);

  /** The clock's state: one entry, the newest tick. */
  public static final MapStateDescriptor<String, Long> CLOCK =
      new MapStateDescriptor<>("clock", Types.STRING, Types.LONG);

  private static final String NOW = "now";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Terms terms;
  private final Set<PeriodKind> periods;
  private final Breakdown breakdown;
  private final boolean withRecords;

  private transient MapState<String, DeliveryEvent> events;
  private transient MapState<String, OutputVersion> said;

  /** The services judged since the restore; null where nothing was restored. */
  private transient @Nullable Set<String> judged;

  /**
   * A judge.
   *
   * @param periods which figures to make
   * @param breakdown how far to break them down
   * @param withRecords whether {@link #RECORDS} are wanted
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public JudgeDelivery(
      Terms terms, Set<PeriodKind> periods, Breakdown breakdown, boolean withRecords) {
    this.terms = terms;
    this.periods = Collections.unmodifiableSet(EnumSet.copyOf(periods));
    this.breakdown = breakdown;
    this.withRecords = withRecords;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    judged = context.isRestored() ? new HashSet<>() : null;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // What is kept is keyed.
  }

  @Override
  public void open(OpenContext context) {
    events =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("events", Types.STRING, DeliveryTypes.EVENT));
    said =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("said", Types.STRING, DeliveryTypes.OUTPUT_VERSION));
  }

  @Override
  public void processElement(DeliveryEvent event, ReadOnlyContext context, Collector<Figure> out)
      throws Exception {
    DeliveryEvent known = events.get(event.key());
    if (known != null && !comesBefore(event, known)) {
      return;
    }
    events.put(event.key(), event);
    long watermark = context.timerService().currentWatermark();
    context.timerService().registerEventTimeTimer(Math.min(watermark, Long.MAX_VALUE - 1) + 1);
  }

  private static boolean comesBefore(DeliveryEvent event, DeliveryEvent known) {
    if (event.timeUnixNano() != known.timeUnixNano()) {
      return event.timeUnixNano() < known.timeUnixNano();
    }
    return contents(event).compareTo(contents(known)) < 0;
  }

  /** All but where it came from, which differs between repeats. */
  private static String contents(DeliveryEvent event) {
    return event.type() + event.chainId() + event.fact();
  }

  @Override
  public void processBroadcastElement(Long millis, Context context, Collector<Figure> out)
      throws Exception {
    context.getBroadcastState(CLOCK).put(NOW, millis);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Figure> out)
      throws Exception {
    long now = now(context.getBroadcastState(CLOCK)) * NANOS_PER_MILLI;
    List<DeliveryEvent> all = new ArrayList<>();
    events.values().forEach(all::add);
    DeliveryCalculation calculation =
        DeliveryCalculation.of(context.getCurrentKey(), all, terms, now);
    boolean again = judged != null && judged.add(context.getCurrentKey());
    for (Figure figure : calculation.figures(periods, breakdown)) {
      Saying saying = saying(key(figure), contents(figure));
      if (saying.isNew() || again) {
        Figure revised = figure.withRevision(saying.revision());
        context.output(MESSAGES, revised);
        if (saying.isNew()) {
          out.collect(revised);
        }
      }
    }
    if (withRecords) {
      String timeline = all.get(0).timeline();
      say("deployment", timeline, calculation.deployments(), context);
      say("verdict", timeline, calculation.verdicts(), context);
      say("incident", timeline, calculation.incidents(), context);
      say("change", timeline, calculation.changes(), context);
    }
    long close = calculation.nextCloseUnixNano();
    if (close < Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(close / NANOS_PER_MILLI + 1);
    }
  }

  private static long now(ReadOnlyBroadcastState<String, Long> clock) throws Exception {
    Long now = clock.get(NOW);
    return now == null ? 0 : now;
  }

  private void say(
      String kind, String timeline, List<? extends Conclusion> conclusions, OnTimerContext context)
      throws Exception {
    for (Conclusion conclusion : conclusions) {
      Saying saying = saying(kind + '\n' + conclusion.about(), conclusion.toString());
      if (saying.isNew()) {
        context.output(RECORDS, new DeliveryRecord(timeline, saying.revision(), conclusion));
      }
    }
  }

  /** The overall period is one and the same, however far the data reach. */
  private static String key(Figure figure) {
    long start = figure.period() == PeriodKind.OVERALL ? 0 : figure.startUnixNano();
    String key = figure.period().code() + '\n' + start;
    // What was there before scopes goes on under its key.
    return figure.scope().isTotal()
        ? key
        : key + '\n' + figure.scope().environment() + '\n' + figure.scope().region();
  }

  /**
   * All but how far the input was read: where repeats of an event came from makes no difference.
   */
  private static String contents(Figure figure) {
    return figure.withBasis(new FigureBasis(figure.basis().definitionDigest(), "")).toString();
  }

  /** The revision of something, and whether it differs from what was said last. */
  private record Saying(long revision, boolean isNew) {}

  private Saying saying(String key, String contents) throws Exception {
    long hash = hash(contents);
    OutputVersion last = said.get(key);
    if (last != null && last.hash() == hash) {
      return new Saying(last.revision(), false);
    }
    long revision = last == null ? 1 : last.revision() + 1;
    said.put(key, new OutputVersion(hash, revision));
    return new Saying(revision, true);
  }

  /** FNV-1a, 64 bits, over UTF-8. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
    }
    return hash;
  }
}
