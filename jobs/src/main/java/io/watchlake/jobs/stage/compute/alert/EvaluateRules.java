package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.compute.alert.RuleAtWork.Role;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.engine.LevelMachine;
import io.watchlake.rules.engine.LevelState;
import io.watchlake.rules.engine.Machine;
import io.watchlake.rules.engine.RuleAlert;
import io.watchlake.rules.engine.Transition;
import io.watchlake.rules.sequence.SequenceBuffer;
import io.watchlake.rules.sequence.SequenceMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Rules at work, each on each of its keys. Most take signals as they come, since those of one key
 * come in order, and only what time decides waits for the watermark. The signals of a sequence of
 * several sources wait for the watermark, which brings them into order; one that comes after it
 * counts as what has come just now.
 */
public final class EvaluateRules
    extends KeyedBroadcastProcessFunction<String, RoutedSignal, RuleMessage, Alert>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;
  private static final long NONE = Long.MAX_VALUE;

  /** When this key's next timer is; every key that keeps anything has one or is {@link #NONE}. */
  private static final ValueStateDescriptor<Long> TIMER =
      new ValueStateDescriptor<>("timer", Types.LONG);

  private final RuleState rules;
  private final String timeline;

  private transient @Nullable RuleBook book;
  private transient ValueState<Long> timer;
  private transient ValueState<LevelState> level;
  private transient MapState<Long, List<Signal>> waiting;
  private transient SequenceBuffer buffer;
  private transient KeysKept keysKept;
  private transient Counter late;

  /**
   * @param timeline the name of the timeline that alerts are of
   */
  @SuppressWarnings("NullAway.Init") // the transient fields are made when the task begins
  public EvaluateRules(RuleState rules, String timeline) {
    this.rules = rules;
    this.timeline = timeline;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    timer = context.getKeyedStateStore().getState(TIMER);
    level =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("level", AlertTypes.LEVEL_STATE));
    waiting =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(TelemetryTypes.SIGNAL)));
    buffer =
        new SequenceBuffer(
            context.getKeyedStateStore(),
            TelemetryTypes.SIGNAL.createSerializer(new SerializerConfigImpl()));
    keysKept = new KeysKept(context.getOperatorStateStore(), getRuntimeContext().getMetricGroup());
  }

  @Override
  @SuppressWarnings("NullAway.Init") // initializeState() comes before
  public void open(OpenContext context) {
    late = getRuntimeContext().getMetricGroup().counter("lateSignals");
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    keysKept.snapshot();
  }

  /** How many keys of each rule keep state, by the counts of this subtask. */
  Map<String, Long> keysKept() {
    return keysKept.counts();
  }

  @Override
  public void processElement(RoutedSignal routed, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    String machineKey = context.getCurrentKey();
    RuleAtWork rule = book(context.getBroadcastState(RuleState.DESCRIPTOR)).of(machineKey);
    if (rule == null || rule.role() == Role.RETIRED) {
      return;
    }
    if (rule.role() == Role.DRAINING && timer.value() == null) {
      // Nothing has begun here, and nothing begins any more.
      return;
    }
    if (rule.sequence() != null && routed.signal() != null) {
      long now = context.timerService().currentWatermark();
      long turn = routed.timeMillis();
      if (turn <= now) {
        late.inc();
        turn = now + 1;
      }
      if (rule.sequence().ofOneSource()) {
        SequenceMachine machine =
            new SequenceMachine(rule.sequence(), MachineKey.labels(machineKey), buffer);
        machine.signal(routed.signal(), turn, alerts(rule, out));
        settle(machine, null, context);
        return;
      }
      List<Signal> same = waiting.get(turn);
      List<Signal> signals = same == null ? new ArrayList<>() : new ArrayList<>(same);
      signals.add(routed.signal());
      waiting.put(turn, signals);
      wake(turn, context);
      return;
    }
    LevelState state = state();
    LevelMachine machine = new LevelMachine(rule.rule(), MachineKey.labels(machineKey), state);
    if (routed.signal() == null) {
      machine.expect(routed.timeMillis());
    } else {
      machine.signal(routed.signal(), alerts(rule, out));
    }
    settle(machine, state, context);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
    Long due = timer.value();
    if (due == null || due > time) {
      return;
    }
    timer.update(NONE);
    RuleAtWork rule =
        book(context.getBroadcastState(RuleState.DESCRIPTOR)).of(context.getCurrentKey());
    if (rule == null) {
      clear(context.getCurrentKey());
      return;
    }
    Map<String, String> key = MachineKey.labels(context.getCurrentKey());
    if (rule.sequence() == null) {
      LevelState state = state();
      LevelMachine machine = new LevelMachine(rule.rule(), key, state);
      machine.advance(time, alerts(rule, out));
      settle(machine, state, context);
      return;
    }
    SequenceMachine machine = new SequenceMachine(rule.sequence(), key, buffer);
    List<Long> times = new ArrayList<>();
    for (Long waits : waiting.keys()) {
      if (waits <= time) {
        times.add(waits);
      }
    }
    times.sort(Comparator.naturalOrder());
    for (Long at : times) {
      for (Signal signal : waiting.get(at)) {
        machine.signal(signal, at, alerts(rule, out));
      }
      waiting.remove(at);
    }
    machine.advance(time, alerts(rule, out));
    settle(machine, null, context);
  }

  private LevelState state() throws Exception {
    LevelState kept = level.value();
    return kept == null ? new LevelState() : kept;
  }

  /** Keeps the state, or nothing if nothing is to be kept, and wakes when something is due. */
  private void settle(Machine machine, @Nullable LevelState state, ReadOnlyContext context)
      throws Exception {
    // Signals wait for their turn at sequences alone.
    if (machine.idle() && (state != null || waiting.isEmpty())) {
      if (timer.value() != null) {
        clear(context.getCurrentKey());
      }
      return;
    }
    long due = machine.due();
    if (state != null) {
      level.update(state);
    } else {
      for (Long waits : waiting.keys()) {
        due = Math.min(due, waits);
      }
    }
    if (due == Machine.NEVER) {
      if (timer.value() == null) {
        keysKept.begins(MachineKey.rule(context.getCurrentKey()));
      }
      timer.update(NONE);
    } else {
      wake(due, context);
    }
  }

  /** There is one timer a key; one that comes too early does nothing but set the next. */
  private void wake(long due, ReadOnlyContext context) throws Exception {
    Long set = timer.value();
    if (set != null && set <= due) {
      return;
    }
    if (set == null) {
      keysKept.begins(MachineKey.rule(context.getCurrentKey()));
    }
    timer.update(due);
    context.timerService().registerEventTimeTimer(due);
  }

  /** Of a key that keeps something. */
  private void clear(String machine) throws Exception {
    keysKept.ends(MachineKey.rule(machine));
    timer.clear();
    level.clear();
    waiting.clear();
    buffer.clear();
  }

  private RuleBook book(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
    RuleBook known = book;
    if (known == null) {
      known = rules.read(state);
      book = known;
      keysKept.show(known.names());
    }
    return known;
  }

  private Consumer<Transition> alerts(RuleAtWork rule, Collector<Alert> out) {
    return transition ->
        out.collect(RuleAlert.of(timeline, rule.rule(), rule.version(), rule.shadow(), transition));
  }

  /** What a rule that goes has begun ends with it; what drains goes on. */
  @Override
  public void processBroadcastElement(RuleMessage message, Context context, Collector<Alert> out)
      throws Exception {
    RuleBook before = book(context.getBroadcastState(RuleState.DESCRIPTOR));
    String name = rules.update(context.getBroadcastState(RuleState.DESCRIPTOR), message);
    if (name.isEmpty()) {
      return;
    }
    RuleBook now = rules.read(context.getBroadcastState(RuleState.DESCRIPTOR), before);
    book = now;
    keysKept.show(now.names());
    long time = Math.max(0, context.currentWatermark());
    Map<String, Long> found = new HashMap<>();
    context.applyToKeyedState(
        TIMER,
        (machine, ignored) -> {
          if (MachineKey.isOf(machine, name) && !goesOn(now.of(machine))) {
            end(machine, before.of(machine), time, out);
          } else {
            found.merge(MachineKey.rule(machine), 1L, Long::sum);
          }
        });
    // All keys were looked at anyway: counts that an older build did not keep are right from here.
    keysKept.recount(found);
  }

  private static boolean goesOn(@Nullable RuleAtWork rule) {
    return rule != null && rule.role() != Role.RETIRED;
  }

  private void end(String machine, @Nullable RuleAtWork rule, long time, Collector<Alert> out)
      throws Exception {
    Map<String, String> key = MachineKey.labels(machine);
    LevelState state = level.value();
    if (rule != null && rule.sequence() == null && state != null) {
      new LevelMachine(rule.rule(), key, state).end(time, alerts(rule, out));
    } else if (rule != null && rule.sequence() != null) {
      new SequenceMachine(rule.sequence(), key, buffer).end(time, alerts(rule, out));
    }
    clear(machine);
  }
}
