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
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the events of a service and says what follows from them. Keyed by service; the broadcast
 * side is the clock, milliseconds since the epoch.
 *
 * <p>An event is put to the others and everything is worked out again at the next tick, so that
 * many events at once are one piece of work, and in batch all of a service are. What comes out
 * differently from what was said before is said again with the next revision. Repeats of an event
 * change nothing; of two that differ under one identity the one that is less in order of time and
 * text is kept, whichever came first.
 */
public final class JudgeDelivery
    extends KeyedBroadcastProcessFunction<String, DeliveryEvent, Long, Figure> {

  private static final long serialVersionUID = 1L;

  /** What is concluded about changes, deployments and incidents. */
  public static final OutputTag<DeliveryRecord> RECORDS =
      new OutputTag<>("records", DeliveryTypes.RECORD);

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
    for (Figure figure : calculation.figures(periods, breakdown)) {
      long revision = revision(key(figure), contents(figure));
      if (revision > 0) {
        out.collect(figure.withRevision(revision));
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
      long revision = revision(kind + '\n' + conclusion.about(), conclusion.toString());
      if (revision > 0) {
        context.output(RECORDS, new DeliveryRecord(timeline, revision, conclusion));
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

  /** The revision to say this as; 0 where just this was said last. */
  private long revision(String key, String contents) throws Exception {
    long hash = hash(contents);
    OutputVersion last = said.get(key);
    if (last != null && last.hash() == hash) {
      return 0;
    }
    long revision = last == null ? 1 : last.revision() + 1;
    said.put(key, new OutputVersion(hash, revision));
    return revision;
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
