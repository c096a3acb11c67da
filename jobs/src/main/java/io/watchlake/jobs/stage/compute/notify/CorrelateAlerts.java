package io.watchlake.jobs.stage.compute.notify;

import io.watchlake.alerting.Correlation;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.incident.Incident;
import io.watchlake.alerting.incident.IncidentState;
import io.watchlake.alerting.incident.Incidents;
import io.watchlake.alerting.incident.Topology;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Says of alerts which incident they are of, in their annotations. The key is a part of the
 * topology as {@link ServiceParts} names it. Alerts and deployments wait for the watermark to come
 * to their time, so that an incident does not depend on the order in which they came; where
 * incidents are not asked for, and of alerts of no service, they pass at once.
 */
public final class CorrelateAlerts extends KeyedCoProcessFunction<String, Alert, Signal, Alert> {

  private static final long serialVersionUID = 1L;

  private final String configuration;

  private transient @Nullable Correlation correlation;
  private transient Topology topology;
  private transient ListState<Alert> waiting;
  private transient ListState<Signal> deployments;
  private transient ValueState<IncidentState> incidents;

  /**
   * @param configuration as {@link AlertingText} writes it
   */
  @SuppressWarnings("NullAway.Init") // the transient fields are made when the task begins
  public CorrelateAlerts(String configuration) {
    this.configuration = configuration;
  }

  @Override
  public void open(OpenContext context) {
    Correlation asked = AlertingText.read(configuration).correlation();
    correlation = asked;
    topology = Topology.of(asked);
    waiting =
        getRuntimeContext().getListState(new ListStateDescriptor<>("alerts", AlertTypes.ALERT));
    deployments =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("deployments", TelemetryTypes.SIGNAL));
    incidents =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("incidents", NotifyTypes.INCIDENT_STATE));
  }

  @Override
  public void processElement1(Alert alert, Context context, Collector<Alert> out) throws Exception {
    if (correlation == null) {
      // What is left of when they were asked for.
      incidents.clear();
      out.collect(alert);
      return;
    }
    if (service(alert).isEmpty()) {
      out.collect(alert);
      return;
    }
    waiting.add(alert);
    await(millis(alert.timeUnixNano()), context.timerService());
  }

  @Override
  public void processElement2(Signal deployment, Context context, Collector<Alert> out)
      throws Exception {
    if (correlation != null) {
      deployments.add(deployment);
      await(millis(deployment.timeUnixNano()), context.timerService());
    }
  }

  private static void await(long millis, TimerService timers) {
    timers.registerEventTimeTimer(Math.max(millis, timers.currentWatermark()));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
    List<Signal> deployed = due(deployments, Signal::timeUnixNano, time);
    deployed.sort(Comparator.comparing(Signal::id));
    // What becomes of one alert stays in its order.
    List<Alert> alerts = due(waiting, Alert::timeUnixNano, time);
    alerts.sort(Comparator.comparing(Alert::fingerprint));
    Correlation asked = correlation;
    if (asked == null) {
      alerts.forEach(out::collect);
      incidents.clear();
      return;
    }
    IncidentState state = incidents.value() == null ? new IncidentState() : incidents.value();
    Incidents machine = new Incidents(asked, topology, state);
    machine.forget(time);
    for (Signal one : deployed) {
      machine.deployed(
          one.service(),
          one.labels().getOrDefault("deployment_id", ""),
          millis(one.timeUnixNano()));
    }
    alerts.forEach(alert -> out.collect(marked(alert, machine, time)));
    if (machine.idle()) {
      incidents.clear();
      return;
    }
    incidents.update(state);
    if (machine.due() != Incidents.NEVER) {
      context.timerService().registerEventTimeTimer(machine.due());
    }
  }

  /** Takes out what a time has come to. */
  private static <T> List<T> due(ListState<T> waiting, ToLongFunction<T> unixNano, long time)
      throws Exception {
    List<T> due = new ArrayList<>();
    List<T> later = new ArrayList<>();
    for (T one : waiting.get()) {
      (millis(unixNano.applyAsLong(one)) <= time ? due : later).add(one);
    }
    if (!due.isEmpty()) {
      waiting.update(later);
    }
    return due;
  }

  private static Alert marked(Alert alert, Incidents machine, long millis) {
    if (alert.shadow()) {
      return alert;
    }
    Optional<Incident> incident =
        switch (alert.status()) {
          case FIRING -> Optional.of(machine.fires(alert.fingerprint(), service(alert), millis));
          case RESOLVED -> machine.ends(alert.fingerprint());
          case PENDING, CANCELLED -> Optional.empty();
        };
    return incident.map(one -> alert.with(one.annotations())).orElse(alert);
  }

  private static String service(Alert alert) {
    return alert.labels().getOrDefault("service", "");
  }

  private static long millis(long unixNano) {
    return TimeUnit.NANOSECONDS.toMillis(unixNano);
  }
}
