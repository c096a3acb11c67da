package io.watchlake.app.anomaly;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.signal.client.AnomalyClient;
import io.watchlake.connectors.signal.client.AnomalyException;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake anomalies}: what is unusual, and what of it is not. */
@Command(
    name = "anomalies",
    mixinStandardHelpOptions = true,
    description = "Shows what the job 'anomalies' found, and says what of it is none.")
public final class AnomaliesCommand implements Runnable {

  private static final Timeline TIMELINE = Timeline.LIVE;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /** Shows what was found. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the anomalies that are still in the topic, oldest first.",
        "The table telemetry.anomalies has all of them, see ./watchlake sql."
      })
  void list(
      @Mixin HomeOption of,
      @Option(names = "--service", paramLabel = "NAME", description = "Those of a service alone.")
          String service,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "text (default) for people, json (a line an anomaly) for programs.")
          String format) {
    boolean json = TextOrJson.isJson(format);
    PrintWriter out = spec.commandLine().getOut();
    all(client(of)).values().stream()
        .filter(anomaly -> service == null || anomaly.service().equals(service))
        .sorted(Comparator.comparingLong(Anomaly::timeUnixNano))
        .forEach(anomaly -> out.println(json ? json(anomaly) : text(anomaly)));
    out.flush();
  }

  /**
   * Says that anomalies are none.
   *
   * @param ids theirs
   */
  @Command(
      name = "false-positive",
      mixinStandardHelpOptions = true,
      description = {
        "Says that anomalies are none: the next of the same series that break the same expectation",
        "need twice the evidence to be told, after each one said."
      })
  void falsePositive(
      @Mixin HomeOption of,
      @Option(
              names = "--by",
              paramLabel = "NAME",
              defaultValue = "",
              description = "Who says so, for people to read.")
          String by,
      @Parameters(
              paramLabel = "ID",
              arity = "1..*",
              description = "Ids of anomalies, as 'anomalies list' shows them.")
          List<String> ids) {
    AnomalyClient client = client(of);
    Map<String, Anomaly> all = all(client);
    List<FalsePositive> said = new ArrayList<>();
    for (String id : ids) {
      Anomaly anomaly = all.get(id);
      if (anomaly == null) {
        throw CommandException.badInput(
            "no anomaly of the last days has the id '" + id + "': see ./watchlake anomalies list");
      }
      said.add(
          FalsePositive.of(anomaly, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()), by));
    }
    try {
      client.put(said);
    } catch (AnomalyException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, Anomaly> all(AnomalyClient client) {
    try {
      return client.all();
    } catch (AnomalyException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static AnomalyClient client(HomeOption home) {
    try {
      return new AnomalyClient(StackClient.of(home.path()).info().kafkaBootstrap(), TIMELINE);
    } catch (StackException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static String json(Anomaly anomaly) {
    return new String(AnomalyCodec.encode(anomaly), StandardCharsets.UTF_8);
  }

  private static String text(Anomaly anomaly) {
    Instant time = Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(anomaly.timeUnixNano()));
    return String.format(
        Locale.ROOT,
        "%s  %s  %s%s  score %.2f  confidence %.2f  %s%n    %s",
        time,
        anomaly.service().isEmpty() ? "-" : anomaly.service(),
        anomaly.metric(),
        anomaly.labels(),
        anomaly.score(),
        anomaly.confidence(),
        anomaly.words(),
        anomaly.id());
  }
}
