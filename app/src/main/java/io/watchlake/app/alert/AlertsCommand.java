package io.watchlake.app.alert;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.notify.TestChannelCommand;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.alert.client.AlertReader;
import io.watchlake.connectors.alert.client.RuleTopicException;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchlake alerts}: what fires, and what becomes of it. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description =
        "Shows alerts, whom they reach and what is silenced, and tries how people are told.",
    subcommands = {AlertRouteCommand.class, SilenceCommand.class, TestChannelCommand.class})
public final class AlertsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /** Shows what has not ended. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the alerts that are pending or firing now.")
  void list(
      @Mixin HomeOption of,
      @Option(names = "--all", description = "Those that ended in the last days too.") boolean all,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "text (default) for people, json (a line an alert) for programs.")
          String format) {
    boolean json = json(format);
    Map<String, Alert> latest = new LinkedHashMap<>();
    try (AlertReader reader = reader(of)) {
      for (Alert alert : reader.toEnd()) {
        String name = alert.fingerprint() + '/' + alert.sinceUnixNano() + '/' + alert.shadow();
        latest.merge(name, alert, (one, other) -> other.revision() >= one.revision() ? other : one);
      }
    } catch (RuleTopicException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
    latest.values().stream()
        .filter(alert -> all || !alert.ended())
        .sorted(Comparator.comparingLong(Alert::timeUnixNano))
        .forEach(alert -> print(alert, json));
  }

  /** Shows what becomes of alerts as it does. */
  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      description = "Shows what becomes of alerts as it does, until it is interrupted.")
  void tail(
      @Mixin HomeOption of,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "0",
              description = "End after so many (default: never).")
          long count,
      @Option(names = "--from-beginning", description = "What is still in the topic first.")
          boolean fromBeginning,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "text (default) for people, json (a line an alert) for programs.")
          String format) {
    boolean json = json(format);
    Set<String> seen = new HashSet<>();
    try (AlertReader reader = reader(of)) {
      List<Alert> next = reader.toEnd();
      if (!fromBeginning) {
        next = List.of();
      }
      while (true) {
        for (Alert alert : next) {
          if (seen.add(alert.id())) {
            print(alert, json);
          }
          if (count > 0 && seen.size() >= count) {
            return;
          }
        }
        next = reader.next();
      }
    } catch (RuleTopicException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static AlertReader reader(HomeOption home) {
    try {
      return new AlertReader(StackClient.of(home.path()).info().kafkaBootstrap(), Topics.ALERTS);
    } catch (StackException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean json(String format) {
    if (!format.equals("text") && !format.equals("json")) {
      throw CommandException.badInput("--format is text or json, not '" + format + "'");
    }
    return format.equals("json");
  }

  private void print(Alert alert, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(AlertCodec.encode(alert), StandardCharsets.UTF_8));
    } else {
      Instant time = Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(alert.timeUnixNano()));
      out.println(
          time
              + "  "
              + (alert.status() == AlertStatus.FIRING
                  ? alert.status().code().toUpperCase(Locale.ROOT)
                  : alert.status().code())
              + (alert.shadow() ? " (shadow)" : "")
              + "  "
              + alert.rule()
              + "  "
              + alert.labels()
              + (Double.isNaN(alert.value()) ? "" : "  " + alert.value())
              + (alert.annotations().isEmpty() ? "" : "  " + alert.annotations()));
    }
    out.flush();
  }
}
