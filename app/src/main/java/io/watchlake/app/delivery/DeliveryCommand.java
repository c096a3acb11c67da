package io.watchlake.app.delivery;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.jobs.delivery.DeliveryBatchMain;
import io.watchlake.jobs.delivery.calc.BandSet;
import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake delivery}: delivery figures of event files. */
@Command(
    name = "delivery",
    mixinStandardHelpOptions = true,
    description = {
      "Works out delivery figures of event files: deployments, lead time, change failure rate,",
      "time to restore. No stack is needed.",
      "",
      "Files hold a CloudEvent with a CDEvent a line, compressed by gzip or not; - is standard",
      "input. The order of events and repeats do not matter. docs/delivery.md has the formulas.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake import git . | ./watchlake delivery -",
      "  ./watchlake delivery events.ndjson.gz --period 28d --format json",
      "  ./watchlake delivery events.ndjson.gz --config monitoring.yaml",
      "",
      "With --format json there is a JSON object a line, one for each period and service.",
      "When a line is no event it is named, and nothing is printed.",
      "",
      "Exit code: 0 done, 1 could not be done, 2 bad input or usage."
    })
public final class DeliveryCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Event files; - reads standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--period",
      paramLabel = "month|28d|overall",
      description =
          "Calendar months (default), 28 days counted from 1970-01-01, or all from the first"
              + " deployment to the last. UTC.")
  private String period = PeriodKind.MONTH.code();

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "How the figures are written (default: table).")
  private String format = "table";

  @Option(
      names = "--bands",
      paramLabel = "2021|2023|2024|seed",
      description = "Which year's bands are shown (default: 2024).")
  private @Nullable String bands;

  @Option(
      names = "--by",
      paramLabel = "total|environment|region",
      description =
          "Figures of services as a whole (default), or of their environments or regions too.")
  private String by = Breakdown.TOTAL.code();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration file whose monitoring.delivery holds: which service is whose, and"
              + " what the options below leave open.")
  private @Nullable Path config;

  @Option(
      names = "--definition",
      paramLabel = "NAME",
      description =
          "The definition of the configuration that figures are worked out by (default: the one"
              + " that it selects).")
  private @Nullable String definition;

  @Option(
      names = "--failures",
      paramLabel = "RULE",
      split = ",",
      description =
          "Grounds on which a deployment counts as failed, of incident, rollback, revert and"
              + " hotfix (default: incident,rollback).")
  private List<String> failures = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "HOURS",
      description =
          "How long after a deployment an incident that names none is blamed on it (default: 24).")
  private @Nullable Integer windowHours;

  @Option(
      names = "--production",
      paramLabel = "NAME",
      split = ",",
      description =
          "The environments whose deployments count (default: all that are not called dev, test,"
              + " staging and the like).")
  private List<String> production = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "The clock that pending deployments are judged by, such as 2026-01-31T12:00:00Z"
              + " (default: now).")
  private @Nullable String asOf;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean json = isJson();
    PeriodKind kind = known(() -> PeriodKind.ofCode(period));
    Breakdown breakdown = known(() -> Breakdown.ofCode(by));
    Configuration.Delivery configured = configuration().delivery();
    String shown = bands == null ? configured.bands() : bands;
    BandSet bandSet = known(() -> BandSet.ofCode(shown));
    Terms terms = new Terms(definition(configured), configured.services());
    Instant clock = clock();
    Path spooled = null;
    try {
      List<Path> paths = new ArrayList<>();
      for (String file : files) {
        if (!file.equals("-")) {
          paths.add(readable(file));
        } else if (spooled == null) {
          spooled = spool();
          paths.add(spooled);
        }
      }
      List<Figure> figures = figures(paths, spooled, Set.of(kind), breakdown, terms, clock);
      print(figures, json, bandSet);
    } finally {
      if (spooled != null) {
        Files.deleteIfExists(spooled);
      }
    }
    return ExitCode.OK;
  }

  private static List<Figure> figures(
      List<Path> paths,
      @Nullable Path spooled,
      Set<PeriodKind> kinds,
      Breakdown breakdown,
      Terms terms,
      Instant clock) {
    DeliveryBatchMain.Result result;
    try {
      int parallelism = Runtime.getRuntime().availableProcessors();
      result =
          DeliveryBatchMain.run(
              new DeliveryBatchMain.Request(paths, kinds, breakdown, terms, clock, parallelism));
    } catch (Exception e) {
      throw CommandException.failed("the figures could not be worked out: " + root(e), e);
    }
    if (result.refusedCount() > 0) {
      List<String> lines = new ArrayList<>();
      for (String refused : result.refused()) {
        lines.add(spooled == null ? refused : refused.replace(spooled + ":", "standard input:"));
      }
      if (result.refusedCount() > lines.size()) {
        lines.add(
            "and " + (result.refusedCount() - lines.size()) + " more lines that are no event");
      }
      throw CommandException.badInput(String.join("\n", lines));
    }
    return result.figures();
  }

  private void print(List<Figure> figures, boolean json, BandSet bandSet) {
    PrintWriter out = spec.commandLine().getOut();
    if (figures.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("watchlake: no deployments in these files: there is nothing to tell");
      err.flush();
    } else if (json) {
      figures.forEach(figure -> out.println(FigureJson.line(figure, bandSet)));
    } else {
      out.print(new FigureTable(bandSet, Terminal.ofProcess().width()).print(figures));
    }
    out.flush();
  }

  private boolean isJson() {
    return switch (format) {
      case "json" -> true;
      case "table" -> false;
      default -> throw CommandException.badInput("--format is table or json, not '" + format + "'");
    };
  }

  /** What the options say, else what the configuration does. */
  private Definition definition(Configuration.Delivery configured) {
    Definition chosen = configured.definition();
    String named = definition;
    if (named != null) {
      Definition found = configured.definitions().get(named);
      if (found == null) {
        throw CommandException.badInput(
            "--definition is one of "
                + String.join(", ", new TreeSet<>(configured.definitions().keySet()))
                + ", not '"
                + named
                + "'"
                + (config == null ? "; --config says which file has yours" : ""));
      }
      chosen = found;
    }
    if (!failures.isEmpty()) {
      Set<FailureRule> rules = EnumSet.noneOf(FailureRule.class);
      for (String rule : failures) {
        rules.add(known(() -> FailureRule.ofCode(rule.strip())));
      }
      chosen = chosen.withFailures(rules);
    }
    Integer hours = windowHours;
    if (hours != null) {
      if (hours < 0) {
        throw CommandException.badInput("--window is a number of hours, not " + hours);
      }
      chosen = chosen.withTimeWindow(Duration.ofHours(hours));
    }
    Definition before = chosen;
    return production.isEmpty() ? before : known(() -> before.withProduction(production));
  }

  private Configuration configuration() {
    Path file = config;
    if (file == null) {
      return Configuration.defaults();
    }
    try {
      return ConfigurationLoader.load(file).configuration();
    } catch (ConfigurationException invalid) {
      throw CommandException.badInput(
          String.join(
              "\n",
              invalid.problems().stream().map(problem -> problem.in(file.toString())).toList()));
    }
  }

  private Instant clock() {
    try {
      return asOf == null ? Instant.now() : Instant.parse(asOf);
    } catch (DateTimeException e) {
      throw CommandException.badInput(
          "--as-of is a time such as 2026-01-31T12:00:00Z, not '" + asOf + "'");
    }
  }

  private static Path readable(String file) {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw CommandException.badInput("there is no file " + file);
    }
    if (!Files.isRegularFile(path)) {
      throw CommandException.badInput(file + " is no file: name the event files themselves");
    }
    if (!Files.isReadable(path)) {
      throw CommandException.badInput("cannot read " + file);
    }
    return path;
  }

  /** Figures are worked out when all is there, so what comes through a pipe is put down first. */
  private static Path spool() throws IOException {
    Path file = Files.createTempFile("watchlake-delivery", ".ndjson");
    Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private static <T> T known(Supplier<T> option) {
    try {
      return option.get();
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
