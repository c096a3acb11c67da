package io.watchlake.app.alert;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.oncall.Schedule;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.connectors.alert.codec.Rfc3339;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake alerts oncall}: who is on call. */
@Command(
    name = "oncall",
    mixinStandardHelpOptions = true,
    description = "Shows who is on call by each schedule, and by which channels they are told.")
final class OnCallCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--at", paramLabel = "TIME", description = "When, RFC 3339 (default: now).")
  private @Nullable String at;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "text (default) for people, json (a line a schedule) for programs.")
  private String format = "text";

  @Override
  public void run() {
    boolean json = TextOrJson.isJson(format);
    long millis = millis();
    Alerting alerting = config.configuration(home).routing();
    if (alerting.schedules().isEmpty()) {
      throw CommandException.badInput(
          "there is no schedule; name one in monitoring.alerting.schedules, see"
              + " docs/notifications.md");
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Schedule schedule : alerting.schedules()) {
      List<String> people = schedule.calendar().at(millis);
      out.println(
          json
              ? json(schedule.name(), people, alerting)
              : schedule.name() + ": " + text(people, alerting));
    }
    out.flush();
  }

  private long millis() {
    try {
      return at == null
          ? System.currentTimeMillis()
          : TimeUnit.NANOSECONDS.toMillis(Rfc3339.unixNano(at));
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput("--at: " + e.getMessage());
    }
  }

  private static String text(List<String> people, Alerting alerting) {
    if (people.isEmpty()) {
      return "nobody";
    }
    return String.join(
        ", ",
        people.stream()
            .map(person -> person + " by " + String.join(" and ", channels(person, alerting)))
            .toList());
  }

  private static String json(String schedule, List<String> people, Alerting alerting) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (String person : people) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("receiver", person);
      one.put("channels", channels(person, alerting));
      told.add(one);
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("schedule", schedule);
    shown.put("on_call", told);
    return Json.write(shown);
  }

  private static List<String> channels(String person, Alerting alerting) {
    return alerting.receiver(person).stream()
        .flatMap(receiver -> receiver.channels().stream())
        .map(Receiver.Channel::name)
        .toList();
  }
}
