package io.watchlake.app.alert;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.alerting.route.RoutingTree.Step;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake alerts route}: whom an alert reaches, and why. */
@Command(
    name = "route",
    mixinStandardHelpOptions = true,
    description = "Shows which receivers an alert with some labels reaches, and by which routes.")
final class AlertRouteCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(
      paramLabel = "LABEL=VALUE",
      arity = "0..*",
      description = "The alert's labels, such as alertname=cpu severity=critical.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--channels",
      paramLabel = "NAME,...",
      split = ",",
      description = "The channels that the alert's rule names.")
  private List<String> channels = new ArrayList<>();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "text (default) for people, json for programs.")
  private String format = "text";

  @Override
  public void run() {
    Map<String, String> alert = labels();
    Map<String, String> matched = new TreeMap<>(alert);
    matched.put(DefaultRouting.CHANNELS_LABEL, String.join(",", channels));
    Alerting alerting = config.configuration(home).routing();
    List<Step> steps = new RoutingTree(alerting.route()).explain(matched);
    PrintWriter out = spec.commandLine().getOut();
    if (TextOrJson.isJson(format)) {
      out.println(Json.write(json(alerting, steps, alert)));
    } else {
      text(alerting, steps, alert, out);
    }
    out.flush();
  }

  private Map<String, String> labels() {
    Map<String, String> read = new TreeMap<>();
    for (String label : labels) {
      int sign = label.indexOf('=');
      if (sign < 1) {
        throw CommandException.badInput(
            "'" + label + "' is no label; write it as name=value, such as severity=critical");
      }
      read.put(label.substring(0, sign), label.substring(sign + 1));
    }
    return read;
  }

  private static void text(
      Alerting alerting, List<Step> steps, Map<String, String> alert, PrintWriter out) {
    for (Step step : steps) {
      String mark = step.taken() ? "  takes it" : step.matched() ? "" : "  does not match";
      out.println("  ".repeat(step.depth()) + step.matchers() + mark);
    }
    out.println();
    for (RouteNode node : taken(steps)) {
      out.println(node.receiver() + ", by " + channels(alerting, node));
      out.println("  group     " + node.groupKey(node.groupLabels(alert)));
      out.println(
          "  times     waits %s, looks every %s, repeats after %s"
              .formatted(
                  shown(node.groupWait()),
                  shown(node.groupInterval()),
                  shown(node.repeatInterval())));
      onCall(alerting, node).forEach(schedule -> out.println("  on call   " + schedule));
      escalation(alerting, node)
          .forEach(
              step ->
                  out.println("  then      " + step.receiver() + " after " + shown(step.after())));
      if (!node.activeTimeIntervals().isEmpty()) {
        out.println("  only in   " + String.join(", ", node.activeTimeIntervals()));
      }
      if (!node.muteTimeIntervals().isEmpty()) {
        out.println("  not in    " + String.join(", ", node.muteTimeIntervals()));
      }
    }
  }

  private static List<RouteNode> taken(List<Step> steps) {
    return steps.stream().filter(Step::taken).map(Step::node).toList();
  }

  private static String channels(Alerting alerting, RouteNode node) {
    List<String> names =
        alerting.receiver(node.receiver()).stream()
            .flatMap(receiver -> receiver.channels().stream())
            .map(Receiver.Channel::name)
            .toList();
    return names.isEmpty() ? "no channel: nobody is told" : String.join(", ", names);
  }

  private static List<String> onCall(Alerting alerting, RouteNode node) {
    return alerting.receiver(node.receiver()).map(Receiver::onCall).stream().toList();
  }

  private static List<Receiver.Step> escalation(Alerting alerting, RouteNode node) {
    return alerting.receiver(node.receiver()).map(Receiver::escalation).orElse(List.of());
  }

  private static String shown(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  private static List<Map<String, Object>> json(
      Alerting alerting, List<Step> steps, Map<String, String> alert) {
    List<Map<String, Object>> reached = new ArrayList<>();
    for (RouteNode node : taken(steps)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("receiver", node.receiver());
      one.put(
          "channels",
          alerting.receiver(node.receiver()).stream()
              .flatMap(receiver -> receiver.channels().stream())
              .map(Receiver.Channel::name)
              .toList());
      one.put("on_call", onCall(alerting, node));
      one.put(
          "escalation",
          escalation(alerting, node).stream()
              .map(
                  step ->
                      Map.of(
                          "after_seconds", step.after().toSeconds(), "receiver", step.receiver()))
              .toList());
      one.put("group_key", node.groupKey(node.groupLabels(alert)));
      one.put("group_wait_seconds", node.groupWait().toSeconds());
      one.put("group_interval_seconds", node.groupInterval().toSeconds());
      one.put("repeat_interval_seconds", node.repeatInterval().toSeconds());
      one.put("mute_time_intervals", node.muteTimeIntervals());
      one.put("active_time_intervals", node.activeTimeIntervals());
      reached.add(one);
    }
    return reached;
  }
}
