package io.watchlake.alerting.config;

import io.watchlake.alerting.Correlation;
import io.watchlake.alerting.InhibitRule;
import io.watchlake.alerting.MaintenanceWindow;
import io.watchlake.alerting.Matchers;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.Receiver.Channel;
import io.watchlake.alerting.Receiver.Gathering;
import io.watchlake.alerting.Receiver.Step;
import io.watchlake.alerting.Route;
import io.watchlake.alerting.TimeInterval;
import io.watchlake.alerting.oncall.OnCallCalendar;
import io.watchlake.alerting.oncall.Schedule;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads what Alertmanager's configuration says under {@code route}, {@code receivers} and so on.
 */
public final class AlertingReader {

  private static final List<String> ROUTE =
      List.of(
          "receiver",
          "group_by",
          "match",
          "match_re",
          "matchers",
          "continue",
          "group_wait",
          "group_interval",
          "repeat_interval",
          "mute_time_intervals",
          "active_time_intervals",
          "routes");
  private static final List<String> INHIBIT_RULE =
      List.of(
          "source_match",
          "source_match_re",
          "source_matchers",
          "target_match",
          "target_match_re",
          "target_matchers",
          "equal");

  /** How long and how often, where a digest does not say. */
  private static final Duration DIGEST_TIME = Duration.ofMinutes(5);

  /** How close alerts of one incident are where it is not said. */
  private static final Duration CORRELATED = Duration.ofMinutes(10);

  /** How long alerts follow from a deployment where it is not said. */
  private static final Duration DEPLOYED = Duration.ofHours(1);

  private static final int MOST_TOP = 100;
  private static final int MOST_AFTER = 1000;

  private AlertingReader() {}

  /** The root of a routing tree. */
  public static Route root(Node node, Faults faults) {
    YamlSection section = new YamlSection("the route", node, ROUTE, faults);
    Route root = route(section);
    section.needed("receiver");
    for (String key : List.of("matchers", "match", "match_re")) {
      if (section.node(key) != null) {
        section.fault(key, "the root takes every alert", "put the matchers into a route below it");
      }
    }
    for (String key : List.of("mute_time_intervals", "active_time_intervals", "continue")) {
      if (section.node(key) != null) {
        section.fault(key, "has no place at the root", "put it into a route below it");
      }
    }
    return root;
  }

  private static Route route(YamlSection section) {
    List<LabelMatcher> matchers = new ArrayList<>(section.matchers("matchers"));
    matchers.addAll(deprecated(section, "match", "match_re"));
    List<String> groupBy = section.texts("group_by");
    if (groupBy.contains(Route.ALL_LABELS) && groupBy.size() > 1) {
      section.fault("group_by", "'...' means all labels", "write '...' alone, or labels");
    }
    Duration interval = positive(section, "group_interval");
    Duration repeat = positive(section, "repeat_interval");
    return new Route(
        section.text("receiver"),
        groupBy.isEmpty() ? null : groupBy,
        matchers,
        section.flag("continue", false),
        section.duration("group_wait"),
        interval,
        repeat,
        section.texts("mute_time_intervals"),
        section.texts("active_time_intervals"),
        section.list("routes", (child, to) -> route(new YamlSection("a route", child, ROUTE, to))));
  }

  private static @Nullable Duration positive(YamlSection section, String key) {
    Duration duration = section.duration(key);
    if (duration != null && duration.isZero()) {
      section.fault(key, "must be longer than nothing", "write a duration such as 5m");
      return null;
    }
    return duration;
  }

  /** What Alertmanager had before it had matchers. */
  private static List<LabelMatcher> deprecated(YamlSection section, String equal, String regex) {
    List<LabelMatcher> matchers = new ArrayList<>();
    section
        .pairs(equal)
        .forEach((label, value) -> matchers.add(new LabelMatcher(label, Operator.EQUAL, value)));
    section
        .pairs(regex)
        .forEach(
            (label, value) -> {
              try {
                matchers.add(new LabelMatcher(label, Operator.MATCHES, "^(?:" + value + ")$"));
              } catch (IllegalArgumentException e) {
                section.fault(regex, String.valueOf(e.getMessage()), "correct the expression");
              }
            });
    return matchers;
  }

  /** A list of receivers. */
  public static List<Receiver> receivers(Node node, Faults faults) {
    List<Receiver> receivers =
        YamlSection.items(
            node,
            (item, to) -> {
              YamlSection section =
                  new YamlSection(
                      "a receiver",
                      item,
                      List.of("name", "channels", "escalation", "on_call", "digest"),
                      to);
              Node digest = section.node("digest");
              return new Receiver(
                  section.needed("name"),
                  section.list("channels", AlertingReader::channel),
                  escalation(section),
                  section.text("on_call"),
                  digest == null ? null : gathering(digest, to));
            },
            faults);
    receivers.stream()
        .map(Receiver::name)
        .filter(name -> receivers.stream().filter(other -> other.name().equals(name)).count() > 1)
        .findFirst()
        .ifPresent(
            name -> faults.add(node, "two receivers are called '" + name + "'", "rename one"));
    return receivers;
  }

  /** A channel's name, or a section with it. */
  private static Channel channel(Node node, Faults faults) {
    if (node instanceof ScalarNode name) {
      return new Channel(name.getValue(), true);
    }
    YamlSection section =
        new YamlSection("a channel", node, List.of("name", "send_resolved"), faults);
    return new Channel(section.needed("name"), section.flag("send_resolved", true));
  }

  private static @Nullable Gathering gathering(Node node, Faults faults) {
    YamlSection section =
        new YamlSection("a digest", node, List.of("after", "within", "every", "top"), faults);
    if (section.node("after") == null) {
      section.fault("after", "a digest has no 'after'", "write after: 20");
    }
    Integer after = number(section, "after", MOST_AFTER);
    Integer top = number(section, "top", MOST_TOP);
    Duration within = positive(section, "within");
    Duration every = positive(section, "every");
    return after == null
        ? null
        : new Gathering(
            after,
            within == null ? DIGEST_TIME : within,
            every == null ? DIGEST_TIME : every,
            top == null ? Gathering.TOP : top);
  }

  /** A number from 1 to some; null where it is not given or wrong. */
  private static @Nullable Integer number(YamlSection section, String key, int most) {
    return section.scalar(
        key,
        text -> {
          if (!text.matches("[0-9]{1,9}")
              || Integer.parseInt(text) < 1
              || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + text + "' is no number from 1 to " + most);
          }
          return Integer.valueOf(text);
        },
        "write a number such as 20");
  }

  private static List<Step> escalation(YamlSection receiver) {
    List<Step> steps =
        receiver.list(
            "escalation",
            (item, to) -> {
              YamlSection section =
                  new YamlSection("a step", item, List.of("after", "receiver"), to);
              Duration after = positive(section, "after");
              String next = section.needed("receiver");
              if (section.node("after") == null) {
                section.fault("after", "a step has no 'after'", "write after: 10m");
              }
              return after == null || next.isEmpty() ? null : new Step(after, next);
            });
    String name = receiver.text("name");
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0 && steps.get(i).after().compareTo(steps.get(i - 1).after()) <= 0) {
        receiver.fault(
            "escalation",
            "a step comes no later than the one before",
            "every 'after' counts from the first notification; write a longer one");
      }
      if (steps.get(i).receiver().equals(name)) {
        receiver.fault(
            "escalation",
            "a step tells the receiver itself",
            "name another receiver; repeat_interval tells the same one again");
      }
    }
    return steps;
  }

  /**
   * Tells of receivers that steps name and that there are not.
   *
   * @param known all receivers there are
   */
  public static void checkSteps(
      List<Receiver> receivers, List<Receiver> known, Node at, Faults faults) {
    receivers.stream()
        .flatMap(receiver -> receiver.escalation().stream())
        .map(Step::receiver)
        .filter(name -> known.stream().noneMatch(one -> one.name().equals(name)))
        .forEach(
            name ->
                faults.add(
                    at,
                    "the receiver '" + name + "' of a step is not there",
                    "add it to receivers, or name a channel"));
  }

  /** A list of schedules with the text of their calendars. */
  public static List<Schedule> schedules(Node node, Faults faults) {
    return unique(
        YamlSection.items(
            node,
            (item, to) -> {
              YamlSection section =
                  new YamlSection("a schedule", item, List.of("name", "time_zone", "calendar"), to);
              String name = section.needed("name");
              ZoneId zone = zone(section);
              OnCallCalendar calendar =
                  section.scalar(
                      "calendar",
                      text -> OnCallCalendar.parse(text, zone),
                      "write a calendar (RFC 5545)");
              return calendar == null ? null : new Schedule(name, calendar);
            },
            faults),
        Schedule::name,
        node,
        faults);
  }

  /** A list of schedules whose calendars are in files. */
  public static List<ScheduleFile> scheduleFiles(Node node, Faults faults) {
    return unique(
        YamlSection.items(
            node,
            (item, to) -> {
              YamlSection section =
                  new YamlSection("a schedule", item, List.of("name", "time_zone", "file"), to);
              return new ScheduleFile(
                  section.needed("name"), zone(section), section.needed("file"));
            },
            faults),
        ScheduleFile::name,
        node,
        faults);
  }

  private static ZoneId zone(YamlSection section) {
    ZoneId zone = section.scalar("time_zone", TimeIntervalReader::zone, "write one such as UTC");
    return zone == null ? ZoneOffset.UTC : zone;
  }

  private static <T> List<T> unique(
      List<T> items, Function<T, String> name, Node node, Faults faults) {
    Set<String> names = new HashSet<>();
    items.stream()
        .map(name)
        .filter(one -> !names.add(one))
        .findFirst()
        .ifPresent(one -> faults.add(node, "two are called '" + one + "'", "rename one"));
    return items;
  }

  /**
   * Tells of schedules that receivers name and that there are not.
   *
   * @param schedules the names of those there are
   */
  public static void checkOnCall(
      List<Receiver> receivers, Collection<String> schedules, Node at, Faults faults) {
    for (Receiver receiver : receivers) {
      String schedule = receiver.onCall();
      if (schedule != null && !schedules.contains(schedule)) {
        faults.add(
            at,
            "the schedule '" + schedule + "' of '" + receiver.name() + "' is not there",
            "add it to schedules");
      }
    }
  }

  /**
   * Tells of people in calendars who are no receivers.
   *
   * @param known all receivers there are
   */
  public static void checkPeople(
      List<Schedule> schedules, List<Receiver> known, Node at, Faults faults) {
    for (Schedule schedule : schedules) {
      schedule.calendar().names().stream()
          .filter(person -> known.stream().noneMatch(one -> one.name().equals(person)))
          .forEach(
              person ->
                  faults.add(
                      at,
                      "'" + person + "', on call by '" + schedule.name() + "', is no receiver",
                      "add a receiver of that name, or correct the SUMMARY in the calendar"));
    }
  }

  /** Which alerts are of one incident. */
  public static Correlation correlation(Node node, Faults faults) {
    YamlSection section =
        new YamlSection(
            "the correlation", node, List.of("within", "deployments", "depends_on"), faults);
    Duration within = positive(section, "within");
    Duration deployments = section.duration("deployments");
    return new Correlation(
        within == null ? CORRELATED : within,
        deployments == null ? DEPLOYED : deployments,
        section.lists("depends_on"));
  }

  /** A list of rules of inhibition. */
  public static List<InhibitRule> inhibitRules(Node node, Faults faults) {
    return YamlSection.items(
        node,
        (item, to) -> {
          YamlSection section = new YamlSection("an inhibit rule", item, INHIBIT_RULE, to);
          List<LabelMatcher> source = new ArrayList<>(section.matchers("source_matchers"));
          source.addAll(deprecated(section, "source_match", "source_match_re"));
          List<LabelMatcher> target = new ArrayList<>(section.matchers("target_matchers"));
          target.addAll(deprecated(section, "target_match", "target_match_re"));
          return new InhibitRule(source, target, section.texts("equal"));
        },
        faults);
  }

  /** A list of time intervals, by name. */
  public static Map<String, List<TimeInterval>> timeIntervals(Node node, Faults faults) {
    Map<String, List<TimeInterval>> intervals = new LinkedHashMap<>();
    YamlSection.items(
        node,
        (item, to) -> {
          YamlSection section =
              new YamlSection("a time interval", item, List.of("name", "time_intervals"), to);
          String name = section.needed("name");
          List<TimeInterval> times = section.list("time_intervals", TimeIntervalReader::read);
          if (intervals.put(name, times) != null) {
            section.fault("name", "two intervals are called '" + name + "'", "rename one");
          }
          return name;
        },
        faults);
    return intervals;
  }

  /** A list of maintenance windows. */
  public static List<MaintenanceWindow> maintenanceWindows(Node node, Faults faults) {
    return YamlSection.items(
        node,
        (item, to) -> {
          YamlSection section =
              new YamlSection(
                  "a maintenance window", item, List.of("name", "matchers", "time_intervals"), to);
          MaintenanceWindow window =
              new MaintenanceWindow(
                  section.needed("name"),
                  section.matchers("matchers"),
                  section.texts("time_intervals"));
          if (window.matchers().isEmpty()) {
            section.fault("matchers", "silences every alert", "write matchers: [service=\"shop\"]");
          }
          if (window.timeIntervals().isEmpty()) {
            section.fault("time_intervals", "never holds", "name one of time_intervals");
          }
          return window;
        },
        faults);
  }

  /** Tells of intervals that maintenance windows name and that there are not. */
  public static void check(
      List<MaintenanceWindow> windows,
      Map<String, List<TimeInterval>> intervals,
      Node at,
      Faults faults) {
    windows.forEach(window -> missing(window.timeIntervals(), intervals, at, faults));
  }

  private static void missing(
      List<String> names, Map<String, List<TimeInterval>> intervals, Node at, Faults faults) {
    names.stream()
        .filter(name -> !intervals.containsKey(name))
        .forEach(
            name ->
                faults.add(
                    at,
                    "the time interval '" + name + "' is not there",
                    "add it to time_intervals"));
  }

  /** Tells of what a route names that there is not. */
  public static void check(
      Route root,
      List<Receiver> receivers,
      Map<String, List<TimeInterval>> intervals,
      Node at,
      Faults faults) {
    String receiver = root.receiver();
    if (receiver != null && receivers.stream().noneMatch(one -> one.name().equals(receiver))) {
      faults.add(
          at,
          "the receiver '" + receiver + "' of " + Matchers.show(root.matchers()) + " is not there",
          "add it to receivers");
    }
    List<String> named = new ArrayList<>(root.muteTimeIntervals());
    named.addAll(root.activeTimeIntervals());
    missing(named, intervals, at, faults);
    root.routes().forEach(route -> check(route, receivers, intervals, at, faults));
  }
}
