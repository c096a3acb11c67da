package io.watchlake.alerting.config;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Correlation;
import io.watchlake.alerting.InhibitRule;
import io.watchlake.alerting.MaintenanceWindow;
import io.watchlake.alerting.Matchers;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.Receiver.Gathering;
import io.watchlake.alerting.Route;
import io.watchlake.alerting.TimeInterval;
import io.watchlake.alerting.TimeInterval.Range;
import io.watchlake.alerting.oncall.Schedule;
import io.watchlake.model.formula.LabelMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The configuration of alerting as text: a YAML document of one line, which is also how it is
 * handed to a job. Of channels it has the names alone.
 */
public final class AlertingText {

  private static final List<String> KEYS =
      List.of(
          "route",
          "receivers",
          "inhibit_rules",
          "time_intervals",
          "maintenance_windows",
          "schedules",
          "correlation",
          "external_url");
  private static final String[] WEEKDAYS = {
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"
  };

  private AlertingText() {}

  /** The whole configuration; {@link #read} takes it back. */
  public static String write(Alerting alerting) {
    return section(
        entry("route", route(alerting.route())),
        entry("receivers", receivers(alerting.receivers())),
        entry("inhibit_rules", inhibitRules(alerting.inhibitRules())),
        entry("time_intervals", timeIntervals(alerting.timeIntervals())),
        entry("maintenance_windows", maintenanceWindows(alerting.maintenanceWindows())),
        entry("schedules", schedules(alerting.schedules())),
        entry(
            "correlation",
            alerting.correlation() == null ? "" : correlation(alerting.correlation())),
        entry("external_url", quoted(alerting.externalUrl())));
  }

  /**
   * Reads a whole configuration.
   *
   * @throws IllegalArgumentException listing every problem, a line each
   */
  public static Alerting read(String text) {
    List<String> problems = new ArrayList<>();
    Faults faults =
        (at, message, advice) ->
            problems.add(
                at.getStartMark().map(Mark::getLine).orElse(-1)
                    + 1
                    + ":"
                    + (at.getStartMark().map(Mark::getColumn).orElse(-1) + 1)
                    + ": "
                    + message
                    + "; "
                    + advice);
    Alerting alerting = read(text, faults);
    if (!problems.isEmpty() || alerting == null) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return alerting;
  }

  private static @Nullable Alerting read(String text, Faults faults) {
    Node root;
    try {
      LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
      root =
          new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
              .getSingleNode()
              .orElseThrow(() -> new IllegalArgumentException("an empty configuration"));
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
    }
    YamlSection section = new YamlSection("the configuration", root, KEYS, faults);
    Node route = section.node("route");
    if (route == null) {
      faults.add(root, "there is no route", "write 'route:' and a receiver");
      return null;
    }
    Node receivers = section.node("receivers");
    Node rules = section.node("inhibit_rules");
    Node intervals = section.node("time_intervals");
    Node windows = section.node("maintenance_windows");
    Node schedules = section.node("schedules");
    Node correlation = section.node("correlation");
    String url = section.text("external_url");
    Alerting alerting =
        new Alerting(
            AlertingReader.root(route, faults),
            receivers == null ? List.of() : AlertingReader.receivers(receivers, faults),
            rules == null ? List.of() : AlertingReader.inhibitRules(rules, faults),
            intervals == null ? Map.of() : AlertingReader.timeIntervals(intervals, faults),
            windows == null ? List.of() : AlertingReader.maintenanceWindows(windows, faults),
            schedules == null ? List.of() : AlertingReader.schedules(schedules, faults),
            correlation == null ? null : AlertingReader.correlation(correlation, faults),
            url == null ? "" : url);
    AlertingReader.check(
        alerting.route(), alerting.receivers(), alerting.timeIntervals(), route, faults);
    AlertingReader.checkOnCall(
        alerting.receivers(),
        alerting.schedules().stream().map(Schedule::name).toList(),
        receivers == null ? root : receivers,
        faults);
    AlertingReader.checkPeople(
        alerting.schedules(), alerting.receivers(), schedules == null ? root : schedules, faults);
    AlertingReader.checkSteps(
        alerting.receivers(), alerting.receivers(), receivers == null ? root : receivers, faults);
    AlertingReader.check(
        alerting.maintenanceWindows(),
        alerting.timeIntervals(),
        windows == null ? root : windows,
        faults);
    return alerting;
  }

  /** A route with those below it. */
  public static String route(Route route) {
    return section(
        entry("receiver", route.receiver() == null ? "" : quoted(route.receiver())),
        entry("group_by", route.groupBy() == null ? "" : texts(route.groupBy())),
        entry("matchers", matchers(route.matchers())),
        entry("continue", route.goesOn() ? "true" : ""),
        entry("group_wait", duration(route.groupWait())),
        entry("group_interval", duration(route.groupInterval())),
        entry("repeat_interval", duration(route.repeatInterval())),
        entry("mute_time_intervals", texts(route.muteTimeIntervals())),
        entry("active_time_intervals", texts(route.activeTimeIntervals())),
        entry("routes", list(route.routes(), AlertingText::route)));
  }

  /** Receivers with their channels. */
  public static String receivers(List<Receiver> receivers) {
    return list(
        receivers,
        receiver ->
            section(
                entry("name", quoted(receiver.name())),
                entry(
                    "channels",
                    list(
                        receiver.channels(),
                        channel ->
                            "{name: %s, send_resolved: %s}"
                                .formatted(quoted(channel.name()), channel.sendResolved()))),
                entry(
                    "escalation",
                    list(
                        receiver.escalation(),
                        step ->
                            "{after: %s, receiver: %s}"
                                .formatted(duration(step.after()), quoted(step.receiver())))),
                entry("on_call", receiver.onCall() == null ? "" : quoted(receiver.onCall())),
                entry(
                    "digest",
                    receiver.gathering() == null ? "" : gathering(receiver.gathering()))));
  }

  private static String gathering(Gathering gathering) {
    return "{after: %d, within: %s, every: %s, top: %d}"
        .formatted(
            gathering.after(),
            duration(gathering.within()),
            duration(gathering.every()),
            gathering.top());
  }

  /** Which alerts are of one incident. */
  public static String correlation(Correlation correlation) {
    return section(
        entry("within", duration(correlation.within())),
        entry("deployments", duration(correlation.deployments())),
        entry(
            "depends_on",
            correlation.dependsOn().entrySet().stream()
                .map(service -> quoted(service.getKey()) + ": [" + items(service.getValue()) + ']')
                .collect(Collectors.joining(", ", "{", "}"))));
  }

  private static String items(List<String> texts) {
    return texts.stream().map(AlertingText::quoted).collect(Collectors.joining(", "));
  }

  /** Rules of inhibition. */
  public static String inhibitRules(List<InhibitRule> rules) {
    return list(
        rules,
        rule ->
            section(
                entry("source_matchers", matchers(rule.source())),
                entry("target_matchers", matchers(rule.target())),
                entry("equal", texts(rule.equal()))));
  }

  /** Time intervals, by name. */
  public static String timeIntervals(Map<String, List<TimeInterval>> intervals) {
    return list(
        List.copyOf(intervals.entrySet()),
        interval ->
            section(
                entry("name", quoted(interval.getKey())),
                entry("time_intervals", list(interval.getValue(), AlertingText::interval))));
  }

  /** Maintenance windows. */
  public static String maintenanceWindows(List<MaintenanceWindow> windows) {
    return list(
        windows,
        window ->
            section(
                entry("name", quoted(window.name())),
                entry("matchers", matchers(window.matchers())),
                entry("time_intervals", texts(window.timeIntervals()))));
  }

  private static String schedules(List<Schedule> schedules) {
    return list(
        schedules,
        schedule ->
            section(
                entry("name", quoted(schedule.name())),
                entry("time_zone", quoted(schedule.calendar().zone().getId())),
                entry("calendar", quoted(schedule.calendar().text()))));
  }

  /** Schedules whose calendars are in files. */
  public static String scheduleFiles(List<ScheduleFile> schedules) {
    return list(
        schedules,
        schedule ->
            section(
                entry("name", quoted(schedule.name())),
                entry("time_zone", quoted(schedule.zone().getId())),
                entry("file", quoted(schedule.file()))));
  }

  private static String interval(TimeInterval interval) {
    return section(
        entry(
            "times",
            list(
                interval.times(),
                range ->
                    "{start_time: \"%s\", end_time: \"%s\"}"
                        .formatted(time(range.begin()), time(range.end())))),
        entry(
            "weekdays",
            list(
                interval.weekdays(),
                range -> quoted(WEEKDAYS[range.begin()] + ':' + WEEKDAYS[range.end()]))),
        entry("days_of_month", list(interval.daysOfMonth(), AlertingText::range)),
        entry("months", list(interval.months(), AlertingText::range)),
        entry("years", list(interval.years(), AlertingText::range)),
        entry("location", quoted(interval.zone().getId())));
  }

  private static String time(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }

  private static String range(Range range) {
    return quoted(range.begin() + ":" + range.end());
  }

  private static String duration(@Nullable Duration duration) {
    return duration == null ? "" : Durations.show(duration);
  }

  private static String matchers(List<LabelMatcher> matchers) {
    return list(matchers, matcher -> quoted(Matchers.show(matcher)));
  }

  private static String texts(List<String> texts) {
    return list(texts, AlertingText::quoted);
  }

  /** Empty for nothing, which is then left out. */
  private static <T> String list(List<T> items, Function<T, String> text) {
    return items.isEmpty()
        ? ""
        : items.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String entry(String key, String value) {
    return value.isEmpty() ? "" : key + ": " + value;
  }

  private static String section(String... entries) {
    return List.of(entries).stream()
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** In double quotes, with the escapes that YAML has. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\x%02x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
