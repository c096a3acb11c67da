package io.watchlake.app.config;

import io.watchlake.alerting.Correlation;
import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.InhibitRule;
import io.watchlake.alerting.MaintenanceWindow;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.Receiver.Channel;
import io.watchlake.alerting.Route;
import io.watchlake.alerting.TierInhibition;
import io.watchlake.alerting.TimeInterval;
import io.watchlake.alerting.config.AlertingReader;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.config.ScheduleFile;
import io.watchlake.alerting.oncall.OnCallCalendar;
import io.watchlake.alerting.oncall.Schedule;
import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.app.config.Problem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Keys of who is told of alerts: Alertmanager's own sections. */
final class AlertingKeys {

  private static final UsedBy ALERTS = new UsedBy("the job `alerts`");
  private static final String SECTION = "monitoring.alerting.";

  /** A calendar goes to the job with its arguments. */
  private static final int MOST_BYTES = 64 * 1024;

  static final Key<Route> ROUTE =
      new Key<>(
          SECTION + "route",
          new AlertingPart<>("routing tree", AlertingReader::root, AlertingText::route),
          null,
          ALERTS,
          "Which receivers an alert reaches, and how alerts are grouped; see docs/notifications.md."
              + " Without it an alert goes to the channels that its rule names.");

  static final Key<List<Receiver>> RECEIVERS =
      new Key<>(
          SECTION + "receivers",
          new AlertingPart<>(
              "list of receivers", AlertingReader::receivers, AlertingText::receivers),
          List.of(),
          ALERTS,
          "Receivers that routes may name, each with a `name`, its `channels`; in `escalation`, who"
              + " else is told while nobody takes care; in `on_call`, the schedule that says who is"
              + " told in its place; in `digest`, when it is told digests (`after` so many"
              + " notifications `within` a time, `every` so often, naming the `top` alerts; 5m, 5m and"
              + " 10 where not given). Every channel is a receiver of its own name too.");

  static final Key<List<InhibitRule>> INHIBIT_RULES =
      new Key<>(
          SECTION + "inhibit_rules",
          new AlertingPart<>(
              "list of rules", AlertingReader::inhibitRules, AlertingText::inhibitRules),
          List.of(),
          ALERTS,
          "Which alerts keep which others quiet while they fire. The pages of an SLO keep its tickets"
              + " quiet besides, see docs/slos.md.");

  static final Key<Map<String, List<TimeInterval>>> TIME_INTERVALS =
      new Key<>(
          SECTION + "time_intervals",
          new AlertingPart<>(
              "list of intervals", AlertingReader::timeIntervals, AlertingText::timeIntervals),
          Map.of(),
          ALERTS,
          "Times by names that routes use in `mute_time_intervals` and `active_time_intervals`.");

  static final Key<List<MaintenanceWindow>> MAINTENANCE_WINDOWS =
      new Key<>(
          SECTION + "maintenance_windows",
          new AlertingPart<>(
              "list of windows",
              AlertingReader::maintenanceWindows,
              AlertingText::maintenanceWindows),
          List.of(),
          ALERTS,
          "Silences that come again and again: each with a `name`, `matchers` and the"
              + " `time_intervals` in which it holds.");

  static final Key<List<ScheduleFile>> SCHEDULES =
      new Key<>(
          SECTION + "schedules",
          new AlertingPart<>(
              "list of schedules", AlertingReader::scheduleFiles, AlertingText::scheduleFiles),
          List.of(),
          ALERTS,
          "Who is on call: each with a `name`, a `file` in iCalendar format, relative to the"
              + " configuration, and the `time_zone` of times in it that say none (UTC).");

  static final Key<Correlation> CORRELATION =
      new Key<>(
          SECTION + "correlation",
          new AlertingPart<>("section", AlertingReader::correlation, AlertingText::correlation),
          null,
          ALERTS,
          "Which alerts are of one incident: those that fire `within` a time (10m) of each other on"
              + " services of which one depends on the other by `depends_on` (lists by service), and"
              + " those that follow a deployment of their service within `deployments` (1h). Without"
              + " it there are no incidents of alerts.");

  static final Key<String> EXTERNAL_URL =
      new Key<>(
          SECTION + "external_url",
          Types.TEXT,
          null,
          ALERTS,
          "Where people can look; notifications tell it.");

  static final List<Key<?>> ALL =
      List.of(
          ROUTE,
          RECEIVERS,
          INHIBIT_RULES,
          TIME_INTERVALS,
          MAINTENANCE_WINDOWS,
          SCHEDULES,
          CORRELATION,
          EXTERNAL_URL);

  private AlertingKeys() {}

  /** Who is told, as a whole. A channel that is switched off is no channel. */
  static io.watchlake.alerting.Alerting read(Values values, Alerting reached, Path folder) {
    Map<String, Boolean> channels = new TreeMap<>();
    reached.channels().forEach((name, channel) -> channels.put(name, channel.sendResolved()));
    reached.unusable().keySet().forEach(name -> channels.put(name, true));
    io.watchlake.alerting.Alerting usual = DefaultRouting.of(List.copyOf(channels.keySet()));
    return new io.watchlake.alerting.Alerting(
        values.find(ROUTE).orElse(usual.route()),
        receivers(values, channels, usual),
        inhibitRules(values),
        values.get(TIME_INTERVALS),
        values.get(MAINTENANCE_WINDOWS),
        values.get(SCHEDULES).stream().map(file -> schedule(file, folder)).toList(),
        values.find(CORRELATION).orElse(null),
        values.find(EXTERNAL_URL).orElse(""));
  }

  /** Those of the file, and that of the tiers of objectives. */
  private static List<InhibitRule> inhibitRules(Values values) {
    List<InhibitRule> rules = new ArrayList<>(values.get(INHIBIT_RULES));
    rules.add(TierInhibition.RULE);
    return rules;
  }

  /**
   * Reads a calendar.
   *
   * @throws IllegalArgumentException where it cannot be used; the message says why
   */
  private static Schedule schedule(ScheduleFile schedule, Path folder) {
    Path file = folder.resolve(schedule.file()).normalize();
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("it is larger than 64 KiB; leave out the past");
      }
      return new Schedule(
          schedule.name(),
          OnCallCalendar.parse(new String(bytes, StandardCharsets.UTF_8), schedule.zone()));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Those of the file, each channel under its own name, and those of the usual routing. */
  private static List<Receiver> receivers(
      Values values, Map<String, Boolean> channels, io.watchlake.alerting.Alerting usual) {
    Map<String, Receiver> receivers = new LinkedHashMap<>();
    for (Receiver receiver : values.get(RECEIVERS)) {
      List<Channel> there =
          receiver.channels().stream()
              .filter(channel -> channels.containsKey(channel.name()))
              .map(channel -> channel(channel.name(), channels))
              .toList();
      receivers.put(
          receiver.name(),
          new Receiver(
              receiver.name(),
              there,
              receiver.escalation(),
              receiver.onCall(),
              receiver.gathering()));
    }
    for (String name : channels.keySet()) {
      receivers.putIfAbsent(name, new Receiver(name, List.of(channel(name, channels))));
    }
    if (values.find(ROUTE).isEmpty()) {
      usual.receivers().forEach(one -> receivers.putIfAbsent(one.name(), one));
    }
    return List.copyOf(receivers.values());
  }

  private static Channel channel(String name, Map<String, Boolean> sendResolved) {
    return new Channel(name, sendResolved.getOrDefault(name, true));
  }

  /** The names of the channels of each receiver of the file. */
  static Map<String, List<String>> channelsByReceiver(Values values) {
    Map<String, List<String>> channels = new TreeMap<>();
    for (Receiver receiver : values.get(RECEIVERS)) {
      channels.put(receiver.name(), receiver.channels().stream().map(Channel::name).toList());
    }
    return channels;
  }

  /**
   * What names something that there is not.
   *
   * @param channels the channels there are, switched on or off
   * @param folder what paths are relative to
   */
  static List<Problem> problems(
      Values values, Map<Key<?>, Node> places, Set<String> channels, Path folder) {
    List<Problem> problems = new ArrayList<>();
    List<Receiver> receivers = new ArrayList<>(values.get(RECEIVERS));
    Node receiversAt = places.get(RECEIVERS);
    if (receiversAt != null) {
      for (Receiver receiver : receivers) {
        receiver.channels().stream()
            .map(Channel::name)
            .filter(name -> !channels.contains(name))
            .forEach(
                name ->
                    problems.add(
                        problem(
                            RECEIVERS,
                            receiversAt,
                            "there is no channel " + Yaml.quoted(name),
                            "define it in notification_channels")));
      }
    }
    channels.forEach(name -> receivers.add(new Receiver(name, List.of())));
    Node schedulesAt = places.get(SCHEDULES);
    if (schedulesAt != null) {
      for (ScheduleFile file : values.get(SCHEDULES)) {
        try {
          AlertingReader.checkPeople(
              List.of(schedule(file, folder)),
              receivers,
              schedulesAt,
              (at, message, advice) -> problems.add(problem(SCHEDULES, at, message, advice)));
        } catch (IllegalArgumentException e) {
          problems.add(
              problem(
                  SCHEDULES,
                  schedulesAt,
                  String.valueOf(e.getMessage()),
                  "give a calendar in iCalendar format (RFC 5545)"));
        }
      }
    }
    if (receiversAt != null) {
      AlertingReader.checkOnCall(
          values.get(RECEIVERS),
          values.get(SCHEDULES).stream().map(ScheduleFile::name).toList(),
          receiversAt,
          (at, message, advice) -> problems.add(problem(RECEIVERS, at, message, advice)));
      AlertingReader.checkSteps(
          values.get(RECEIVERS),
          receivers,
          receiversAt,
          (at, message, advice) -> problems.add(problem(RECEIVERS, at, message, advice)));
    }
    Node routeAt = places.get(ROUTE);
    if (routeAt != null) {
      values
          .find(ROUTE)
          .ifPresent(
              route ->
                  AlertingReader.check(
                      route,
                      receivers,
                      values.get(TIME_INTERVALS),
                      routeAt,
                      (at, message, advice) -> problems.add(problem(ROUTE, at, message, advice))));
    }
    Node windowsAt = places.get(MAINTENANCE_WINDOWS);
    if (windowsAt != null) {
      AlertingReader.check(
          values.get(MAINTENANCE_WINDOWS),
          values.get(TIME_INTERVALS),
          windowsAt,
          (at, message, advice) -> problems.add(problem(MAINTENANCE_WINDOWS, at, message, advice)));
    }
    return problems;
  }

  private static Problem problem(Key<?> key, Node place, String message, String advice) {
    Mark mark = place.getStartMark().orElseThrow();
    return new Problem(
        Severity.ERROR, mark.getLine() + 1, mark.getColumn() + 1, key.path(), message, advice);
  }
}
