package io.watchlake.jobs.stage.compute.notify;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.storm.Storm;
import io.watchlake.alerting.storm.StormState;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Puts what too many notifications would tell into digests. The key is a receiver and a kind of its
 * channels. What is to be told waits for the watermark to come to its time, so that what is
 * gathered does not depend on the order in which groups came to tell it; of a receiver that wants
 * no digests it passes at once.
 */
public final class DigestStorms extends KeyedProcessFunction<String, Decision, Decision> {

  private static final long serialVersionUID = 1L;

  /** What receivers are to be told. */
  public static final OutputTag<Notification> NOTIFICATIONS =
      new OutputTag<>("notifications", NotifyTypes.NOTIFICATION);

  private final String configuration;
  private final String timeline;

  private transient Alerting alerting;
  private transient ListState<Decision> waiting;
  private transient ValueState<StormState> storm;

  /**
   * @param configuration as {@link AlertingText} writes it
   * @param timeline the name of the timeline that alerts are of
   */
  @SuppressWarnings("NullAway.Init") // the transient fields are made when the task begins
  public DigestStorms(String configuration, String timeline) {
    this.configuration = configuration;
    this.timeline = timeline;
  }

  /** What state is kept by. */
  public static String key(Decision decision) {
    Notification notification = decision.notification();
    return notification.sendResolved() + " " + notification.receiver();
  }

  @Override
  public void open(OpenContext context) {
    alerting = AlertingText.read(configuration);
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting", NotifyTypes.DECISION));
    storm =
        getRuntimeContext().getState(new ValueStateDescriptor<>("storm", NotifyTypes.STORM_STATE));
  }

  @Override
  public void processElement(Decision decision, Context context, Collector<Decision> out)
      throws Exception {
    boolean digests =
        alerting
            .receiver(decision.notification().receiver())
            .filter(receiver -> receiver.gathering() != null)
            .isPresent();
    if (!decision.tells() || !(digests || storm.value() != null)) {
      tell(decision, context, out);
      return;
    }
    waiting.add(decision);
    TimerService timers = context.timerService();
    timers.registerEventTimeTimer(Math.max(millis(decision), timers.currentWatermark()));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Decision> out) throws Exception {
    List<Decision> now = new ArrayList<>();
    List<Decision> later = new ArrayList<>();
    for (Decision decision : waiting.get()) {
      (millis(decision) <= time ? now : later).add(decision);
    }
    StormState state = storm.value() == null ? new StormState() : storm.value();
    String[] key = context.getCurrentKey().split(" ", 2);
    Storm machine = new Storm(alerting, timeline, key[1], Boolean.parseBoolean(key[0]), state);
    machine.advance(time, now, decision -> tell(decision, context, out));
    if (!now.isEmpty()) {
      waiting.update(later);
    }
    if (machine.idle()) {
      storm.clear();
    } else {
      storm.update(state);
      context.timerService().registerEventTimeTimer(machine.due());
    }
  }

  private static void tell(Decision decision, Context context, Collector<Decision> out) {
    out.collect(decision);
    if (decision.tells()) {
      context.output(NOTIFICATIONS, decision.notification());
    }
  }

  private static long millis(Decision decision) {
    return TimeUnit.NANOSECONDS.toMillis(decision.notification().timeUnixNano());
  }
}
