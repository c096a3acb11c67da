package io.watchlake.app.subscription;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.connectors.signal.client.SubscriptionException;
import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake subscriptions}: what leaves the jobs as signals. */
@Command(
    name = "subscriptions",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what rules, detectors and people ask for; add and remove change it.",
      "What is asked for leaves the jobs that read it as messages of the topic `signals`."
    })
public final class SubscriptionsCommand implements Runnable {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "table (default) for people, json for programs.")
  private String format = "table";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (!format.equals("table") && !format.equals("json")) {
      throw CommandException.badInput("--format is table or json, not '" + format + "'");
    }
    List<Subscription> all = with(home, SubscriptionClient::all);
    PrintWriter out = spec.commandLine().getOut();
    if (format.equals("json")) {
      out.println(Json.writeIndented(all.stream().map(SubscriptionsCommand::json).toList()));
    } else {
      all.forEach(
          one ->
              out.println(
                  one.id()
                      + "  "
                      + asked(one)
                      + (one.owner().isEmpty() ? "" : "  (" + one.owner() + ")")));
    }
    out.flush();
  }

  /**
   * Asks anew.
   *
   * @param id names it; what was asked for under it before ends
   * @param series which series
   */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Asks for the windows of some series; one of the same id is replaced.")
  void add(
      @Mixin HomeOption of,
      @Option(
              names = "--resolution",
              paramLabel = "10s|1m",
              defaultValue = "1m",
              description = "Length of the windows (default: ${DEFAULT-VALUE}).")
          String resolution,
      @Parameters(paramLabel = "ID", description = "Names the subscription.") String id,
      @Parameters(
              paramLabel = "SERIES",
              description =
                  "Such as 'cpu_usage{service=\"shop\"}'; any name of the metric will do.")
          String series) {
    Subscription subscription;
    try {
      subscription =
          new SeriesSubscription(
              id,
              FormulaParser.selector(series),
              Resolution.ofCode(resolution),
              "watchlake subscriptions");
    } catch (FormulaException e) {
      throw CommandException.badInput("the series, " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
    with(
        of,
        client -> {
          client.put(subscription);
          return subscription;
        });
  }

  /**
   * Ends what was asked for.
   *
   * @param id the subscription
   */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Ends a subscription; nothing happens if there is none.")
  void remove(
      @Mixin HomeOption of,
      @Parameters(paramLabel = "ID", description = "Names the subscription.") String id) {
    try {
      Subscription.checkId(id);
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
    with(
        of,
        client -> {
          client.remove(id);
          return id;
        });
  }

  private static String asked(Subscription one) {
    return one instanceof SeriesSubscription of
        ? of.resolution().code() + "  " + of.series()
        : ((RecordSubscription) one).pattern().toString();
  }

  private static Map<String, Object> json(Subscription one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", one.id());
    if (one instanceof SeriesSubscription of) {
      json.put("series", of.series().toString());
      json.put("resolution", of.resolution().code());
    } else if (one instanceof RecordSubscription of) {
      json.put("records", of.pattern().toString());
      json.put("by", of.by());
    }
    json.put("owner", one.owner());
    return json;
  }

  private static <T> T with(HomeOption home, Function<SubscriptionClient, T> task) {
    try (SubscriptionClient client =
        new SubscriptionClient(StackClient.of(home.path()).info().kafkaBootstrap())) {
      return task.apply(client);
    } catch (StackException | SubscriptionException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }
}
