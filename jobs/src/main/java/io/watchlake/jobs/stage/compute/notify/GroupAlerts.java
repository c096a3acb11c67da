package io.watchlake.jobs.stage.compute.notify;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends each alert that fires or is over to its groups, and those that may inhibit others to all.
 * Alerts of versions that only run beside the one that counts reach nobody.
 */
public final class GroupAlerts extends ProcessFunction<Alert, GroupedAlert> {

  private static final long serialVersionUID = 1L;

  /** Alerts that may inhibit others. */
  public static final OutputTag<QuietMessage> SOURCES =
      new OutputTag<>("inhibiting-alerts", NotifyTypes.QUIET_MESSAGE);

  private final String configuration;

  private transient Alerting alerting;
  private transient RoutingTree tree;

  /**
   * @param configuration as {@link AlertingText} writes it
   */
  @SuppressWarnings("NullAway.Init") // the transient fields are made when the task begins
  public GroupAlerts(String configuration) {
    this.configuration = configuration;
  }

  @Override
  public void open(OpenContext context) {
    alerting = AlertingText.read(configuration);
    tree = new RoutingTree(alerting.route());
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<GroupedAlert> out) {
    boolean fires = alert.status() == AlertStatus.FIRING;
    if (alert.shadow() || !(fires || alert.status() == AlertStatus.RESOLVED)) {
      return;
    }
    // What is over began when its group was told that it fires.
    NotifiedAlert told =
        new NotifiedAlert(
            alert.labels(),
            alert.annotations(),
            alert.timeUnixNano(),
            fires ? 0 : alert.timeUnixNano(),
            "");
    long millis = TimeUnit.NANOSECONDS.toMillis(alert.timeUnixNano());
    if (alerting.inhibitRules().stream().anyMatch(rule -> rule.isSource(alert.labels()))) {
      context.output(SOURCES, QuietMessage.source(told, millis));
    }
    Map<String, String> labels = new TreeMap<>(alert.labels());
    labels.put(DefaultRouting.CHANNELS_LABEL, String.join(",", alert.channels()));
    for (RouteNode node : tree.match(labels)) {
      GroupKey group = new GroupKey(node.id(), node.groupLabels(alert.labels()));
      out.collect(new GroupedAlert(group.encode(), told, millis));
    }
  }
}
