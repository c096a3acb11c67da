package io.watchlake.jobs.stage.compute.notify;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.group.Group;
import io.watchlake.alerting.group.GroupState;
import io.watchlake.alerting.group.Quiet;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.alert.Decision;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Groups of alerts at work, each a key. A group does nothing before the watermark has come to the
 * time of what it does: so all that may keep it quiet is known, and what is told, and its id, are
 * the same after a crash. A group whose route is not configured any more is forgotten.
 */
public final class NotifyGroups
    extends KeyedBroadcastProcessFunction<String, GroupedAlert, QuietMessage, Decision> {

  private static final long serialVersionUID = 1L;

  private final String configuration;
  private final QuietState quietState;
  private final String timeline;

  private transient Alerting alerting;
  private transient RoutingTree tree;
  private transient ValueState<Long> timer;
  private transient ValueState<GroupState> group;

  /** Read from the state when first needed and after each change. */
  private transient @Nullable Quiet quiet;

  /**
   * @param configuration as {@link AlertingText} writes it
   * @param timeline the name of the timeline that alerts are of
   */
  @SuppressWarnings("NullAway.Init") // the transient fields are made when the task begins
  public NotifyGroups(String configuration, QuietState quietState, String timeline) {
    this.configuration = configuration;
    this.quietState = quietState;
    this.timeline = timeline;
  }

  @Override
  public void open(OpenContext context) {
    alerting = AlertingText.read(configuration);
    tree = new RoutingTree(alerting.route());
    timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
    group =
        getRuntimeContext().getState(new ValueStateDescriptor<>("group", NotifyTypes.GROUP_STATE));
  }

  @Override
  public void processElement(GroupedAlert alert, ReadOnlyContext context, Collector<Decision> out)
      throws Exception {
    GroupState state = group.value() == null ? new GroupState() : group.value();
    Group machine = machine(state, context);
    if (machine != null) {
      // An alert that comes too late for its time comes now.
      machine.put(
          alert.alert(), Math.max(alert.timeMillis(), context.timerService().currentWatermark()));
      settle(machine, state, context);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Decision> out) throws Exception {
    Long due = timer.value();
    GroupState state = group.value();
    if (due == null || due > time || state == null) {
      return;
    }
    timer.clear();
    Group machine = machine(state, context);
    if (machine == null) {
      group.clear();
      return;
    }
    machine.advance(time, out::collect);
    settle(machine, state, context);
  }

  /** The group of the current key; null where its route is not configured. */
  private @Nullable Group machine(GroupState state, ReadOnlyContext context) throws Exception {
    GroupKey key = GroupKey.decode(context.getCurrentKey());
    RouteNode node = tree.node(key.node());
    if (node == null) {
      return null;
    }
    Quiet known = quiet;
    if (known == null) {
      known =
          quietState.read(
              alerting,
              context.getBroadcastState(QuietState.SILENCES),
              context.getBroadcastState(QuietState.SOURCES),
              context.getBroadcastState(QuietState.ACKNOWLEDGEMENTS));
      quiet = known;
    }
    return new Group(alerting, node, timeline, key.labels(), state, known);
  }

  /** Keeps the state, or nothing if nothing is to be kept; there is one timer a group. */
  private void settle(Group machine, GroupState state, ReadOnlyContext context) throws Exception {
    if (machine.idle()) {
      group.clear();
      timer.clear();
      return;
    }
    group.update(state);
    Long set = timer.value();
    if (set == null || set > machine.due()) {
      timer.update(machine.due());
      context.timerService().registerEventTimeTimer(machine.due());
    }
  }

  @Override
  public void processBroadcastElement(
      QuietMessage message, Context context, Collector<Decision> out) throws Exception {
    switch (message.kind()) {
      case SILENCE -> QuietState.silence(context.getBroadcastState(QuietState.SILENCES), message);
      case ACKNOWLEDGEMENT ->
          QuietState.acknowledgement(
              context.getBroadcastState(QuietState.ACKNOWLEDGEMENTS), message);
      case SOURCE ->
          QuietState.source(
              context.getBroadcastState(QuietState.SOURCES),
              Objects.requireNonNull(message.source()),
              message.timeMillis());
    }
    quiet = null;
  }
}
