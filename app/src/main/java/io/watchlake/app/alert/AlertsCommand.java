package io.watchlake.app.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.app.notify.TestChannelCommand;
import io.watchlake.connectors.alert.client.AcknowledgementTopic;
import io.watchlake.connectors.alert.client.AlertReader;
import io.watchlake.connectors.alert.client.RuleTopicException;
import io.watchlake.connectors.alert.codec.AcknowledgementCodec;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
        "Shows alerts, whom they reach, who takes care of them and what is silenced, and tries how"
            + " people are told.",
    subcommands = {
      AcknowledgeCommand.class,
      AlertRouteCommand.class,
      OnCallCommand.class,
      SilenceCommand.class,
      TestChannelCommand.class
    })
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
    boolean json = TextOrJson.isJson(format);
    String kafka = KnownAlerts.kafka(of);
    List<Alert> latest = KnownAlerts.latest(kafka);
    Map<String, Acknowledgement> acknowledgements;
    try {
      acknowledgements = new AcknowledgementTopic(kafka, new Properties()).all();
    } catch (RuleTopicException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    for (Alert alert : latest) {
      if (all || !alert.ended()) {
        Acknowledgement said = acknowledgements.get(alert.fingerprint());
        boolean holds =
            said != null
                && KnownAlerts.fires(alert)
                && said.holds(alert.timeUnixNano(), Math.max(now, said.atUnixNano()));
        print(alert, holds ? said : null, json);
      }
    }
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
    boolean json = TextOrJson.isJson(format);
    Set<String> seen = new HashSet<>();
    try (AlertReader reader = reader(of)) {
      List<Alert> next = reader.toEnd();
      if (!fromBeginning) {
        next = List.of();
      }
      while (true) {
        for (Alert alert : next) {
          if (seen.add(alert.id())) {
            print(alert, null, json);
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
    return new AlertReader(KnownAlerts.kafka(home), Topics.ALERTS);
  }

  private void print(Alert alert, @Nullable Acknowledgement said, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(alert, said));
    } else {
      Instant time = Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(alert.timeUnixNano()));
      out.println(
          time
              + "  "
              + alert.fingerprint()
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
              + (alert.annotations().isEmpty() ? "" : "  " + alert.annotations())
              + (said == null
                  ? ""
                  : "  acknowledged until "
                      + Rfc3339.text(said.endsAtUnixNano())
                      + " by "
                      + said.words()));
    }
    out.flush();
  }

  /** The alert's message, with the acknowledgement's as a field. */
  private static String json(Alert alert, @Nullable Acknowledgement said) {
    byte[] message = AlertCodec.encode(alert);
    if (said == null) {
      return new String(message, StandardCharsets.UTF_8);
    }
    try {
      ObjectNode object = (ObjectNode) Json.mapper().readTree(message);
      object.set("acknowledgement", Json.mapper().readTree(AcknowledgementCodec.encode(said)));
      return object.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("what was just written cannot be read", e);
    }
  }
}
