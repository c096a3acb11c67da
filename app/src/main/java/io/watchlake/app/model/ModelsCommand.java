package io.watchlake.app.model;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.signal.client.AnomalyException;
import io.watchlake.connectors.signal.client.ModelTopic;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.ml.service.ModelFitter;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ServiceSignals;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake models}: what judges services as a whole. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {
      "Fits models that judge services as a whole, and says which version of each is at work.",
      "The job 'anomalies' takes a model as soon as it is published."
    })
public final class ModelsCommand implements Runnable {

  private static final Duration WINDOW = Duration.ofDays(14);

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /** Work that the lakehouse or Kafka may refuse. */
  private interface Work<T> {
    T run() throws SqlFailure, IOException, StackException;
  }

  /**
   * Fits a model and publishes it.
   *
   * @param service the service
   */
  @Command(
      name = "fit",
      mixinStandardHelpOptions = true,
      description = {
        "Fits a model of a service on the minutes that the lakehouse has of it, keeps it in the",
        "table ml.models and publishes it. Needs ml-smile: ./watchlake build --with-smile."
      },
      footer = {
        "",
        "Examples:",
        "  ./watchlake models fit --service shop",
        "  ./watchlake models fit --service shop --from 2026-01-01T00:00:00Z"
            + " --to 2026-01-15T00:00:00Z --signal request_rate --signal queue.length"
      })
  void fit(
      @Mixin HomeOption of,
      @Option(names = "--service", paramLabel = "NAME", required = true, description = "Which.")
          String service,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              description =
                  "Where the training window begins, such as 2026-01-31T12:00:00Z (default: 14 days"
                      + " before it ends).")
          @Nullable String from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              description =
                  "Where it ends (default: now). Leave out times when something was wrong.")
          @Nullable String to,
      @Option(
              names = "--signal",
              paramLabel = "METRIC",
              description =
                  "A metric to look at, any number of times (default: request rate, error rates,"
                      + " response time, CPU, memory and log records, as far as the service has"
                      + " them).")
          @Nullable List<String> signals) {
    ModelFitter fitter = FitterOnClassPath.get();
    Instant now = Instant.now();
    Instant until = time("--to", to, now);
    Instant begin = time("--from", from, until.minus(WINDOW));
    if (!begin.isBefore(until)) {
      throw CommandException.badInput("--from " + begin + " is not before --to " + until);
    }
    FittedModel model =
        attempt(
            () ->
                new ServiceFit(fitter, StackCatalog.of(of.path()), topic(of))
                    .run(
                        service,
                        begin,
                        until,
                        signals == null ? ServiceSignals.DEFAULT : signals,
                        now));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s, fitted on %d minutes of %s, is published%n",
        model.name(),
        model.vectors(),
        model.signals());
    out.flush();
  }

  /** Shows what there is. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows all versions of all models, with a * the one of each that is published.")
  void list(
      @Mixin HomeOption of,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "text (default) for people, json (a line a model) for programs.")
          String format) {
    boolean json = TextOrJson.isJson(format);
    Map<String, FittedModel> published = attempt(() -> topic(of).all());
    PrintWriter out = spec.commandLine().getOut();
    for (KeptModel model : kept(of)) {
      FittedModel at = published.get(model.service());
      boolean live = at != null && at.version() == model.version();
      out.println(json ? Json.write(fields(model, live)) : text(model, live));
    }
    out.flush();
  }

  private static List<KeptModel> kept(HomeOption of) {
    return attempt(
        () -> {
          // A lakehouse from before there were models gets their table.
          try (Lakehouse lakehouse = Lakehouse.open(StackCatalog.of(of.path()))) {
            lakehouse.ensureTables();
          }
          try (LakehouseSql sql = LakehouseSql.open(StackCatalog.of(of.path()))) {
            return KeptModel.all(sql);
          }
        });
  }

  private static Map<String, Object> fields(KeptModel model, boolean live) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service", model.service());
    fields.put("version", model.version());
    fields.put("published", live);
    fields.put("created", model.created());
    fields.put("from", model.from());
    fields.put("until", model.until());
    fields.put("vectors", model.vectors());
    fields.put("signals", model.signals());
    fields.put("fitted_by", model.fittedBy());
    fields.put("sha256", model.sha256());
    return fields;
  }

  private static String text(KeptModel model, boolean live) {
    return String.format(
        Locale.ROOT,
        "%s %s@%d  %s  %d minutes from %s to %s%n    %s",
        live ? "*" : " ",
        model.service(),
        model.version(),
        model.created(),
        model.vectors(),
        model.from(),
        model.until(),
        String.join(", ", model.signals()));
  }

  /**
   * Publishes a version that is kept.
   *
   * @param name service and version
   */
  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description =
          "Lets a version that was fitted before judge its service, such as an older one.")
  void publish(
      @Mixin HomeOption of,
      @Parameters(
              paramLabel = "SERVICE@VERSION",
              description = "Such as shop@3; 'models list' shows what there is.")
          String name) {
    FittedModel model =
        attempt(
            () -> {
              try (LakehouseSql sql = LakehouseSql.open(StackCatalog.of(of.path()))) {
                return load(sql, name);
              }
            });
    if (!model.isWhole()) {
      throw CommandException.failed(
          "the bytes of " + model.name() + " in ml.models are not those of its hash: fit it anew");
    }
    attempt(
        () -> {
          topic(of).put(model);
          return model;
        });
  }

  private static FittedModel load(LakehouseSql sql, String name) throws SqlFailure, IOException {
    int at = name.lastIndexOf('@');
    String version = name.substring(at + 1);
    if (at <= 0 || !version.matches("\\d{1,9}")) {
      throw CommandException.badInput("'" + name + "' is not a service and a version, as shop@3");
    }
    return KeptModel.load(sql, name.substring(0, at), Long.parseLong(version))
        .orElseThrow(
            () ->
                CommandException.badInput(
                    "there is no model " + name + ": see ./watchlake models list"));
  }

  /**
   * Leaves a service without a model.
   *
   * @param service the service
   */
  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Has no model judge the service any more; its versions are kept.")
  void withdraw(
      @Mixin HomeOption of,
      @Parameters(paramLabel = "SERVICE", description = "The service.") String service) {
    attempt(
        () -> {
          topic(of).withdraw(service);
          return service;
        });
  }

  private static ModelTopic topic(HomeOption of) throws StackException {
    return new ModelTopic(StackClient.of(of.path()).info().kafkaBootstrap());
  }

  private static Instant time(String option, @Nullable String text, Instant otherwise) {
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeException e) {
      throw CommandException.badInput(
          option + " '" + text + "' is not a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static <T> T attempt(Work<T> work) {
    try {
      return work.run();
    } catch (SqlFailure | AnomalyException | StackException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.failed("models: " + e.getMessage(), e);
    }
  }
}
