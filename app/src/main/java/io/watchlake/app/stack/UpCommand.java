package io.watchlake.app.stack;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.Installation;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.app.config.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchlake up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start the local stack and keep it running.",
      "Kafka, OpenSearch, Flink, ingest and the page, each a process of its own on loopback, and"
          + " the jobs. In the foreground, Ctrl-C stops it all; what was there before is gone on"
          + " with."
    })
public final class UpCommand implements Callable<Integer> {

  @Mixin private final HomeOption home = new HomeOption();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings; see `watchlake config check`.")
  private @Nullable Path config;

  @Option(
      names = "--detach",
      description = "Return when everything runs; `watchlake down` stops it.")
  private boolean detach;

  @Option(
      names = "--free-ports",
      description = "Listen on ports that are free instead of the configured ones.")
  private boolean freePorts;

  @Option(
      names = "--no-self-watch",
      description = "Do not send the stack's own telemetry to itself.")
  private boolean noSelfWatch;

  @Option(
      names = "--with",
      paramLabel = "COMPONENT",
      split = ",",
      description = "Also start: sql-gateway (Flink SQL over REST, for heavy queries).")
  private List<String> with = List.of();

  @Option(names = "--daemon", hidden = true)
  private boolean daemon;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path root = home.path();
    Optional<SupervisorInfo> running = SupervisorInfo.find(root);
    if (running.isPresent()) {
      out.println("The stack in " + root + " runs already.");
      Welcome.print(out, running.get(), root, false);
      return ExitCode.OK;
    }
    StackSettings settings = settings(out);
    Site site = Site.of(new StackHome(root), settings, Installation.root());
    List<String> problems = Preflight.problems(site);
    if (!problems.isEmpty() && !onlyLeftoversHoldPorts(site, problems)) {
      throw CommandException.badInput(String.join("\n", problems));
    }
    if (detach) {
      return Daemon.start(site.home(), daemonArguments(root), out);
    }
    return supervise(site, out);
  }

  private int supervise(Site site, PrintWriter out) throws IOException, InterruptedException {
    Path root = site.home().root();
    SupervisorLog.to(site.home());
    out.println("Starting Watchlake in " + root);
    out.flush();
    StackReport report =
        new StackReport(
            line -> {
              out.println(line);
              out.flush();
            });
    Supervisor supervisor;
    try {
      supervisor = Supervisor.prepare(site, report);
      Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop-stack"));
      supervisor.start();
    } catch (StackException failure) {
      throw CommandException.failed(failure.getMessage(), failure);
    }
    Welcome.print(out, supervisor.info(), root, !daemon);
    if (daemon) {
      Daemon.tellParentItRuns();
    }
    supervisor.awaitShutdown();
    supervisor.closeControl();
    return ExitCode.OK;
  }

  /** Ports held by processes of this home whose supervisor died are free once those are ended. */
  private static boolean onlyLeftoversHoldPorts(Site site, List<String> problems)
      throws IOException {
    List<ProcessHandle> leftovers = Leftovers.find(site.home());
    return !leftovers.isEmpty()
        && problems.stream()
            .allMatch(
                problem ->
                    leftovers.stream()
                        .anyMatch(process -> problem.contains("process " + process.pid() + " ")));
  }

  private StackSettings settings(PrintWriter out) {
    for (String component : with) {
      if (!component.equals(Components.SQL_GATEWAY)) {
        throw new ParameterException(
            spec.commandLine(),
            "--with " + component + ": there is only " + Components.SQL_GATEWAY);
      }
    }
    StackSettings settings = StackSettings.of(configuration(out), config);
    if (freePorts) {
      settings = settings.withPorts(Ports.free());
    }
    if (noSelfWatch) {
      settings = settings.withSelfWatch(false);
    }
    return settings.withSqlGateway(with.contains(Components.SQL_GATEWAY));
  }

  private Configuration configuration(PrintWriter out) {
    Path file = config;
    if (file == null) {
      return Configuration.defaults();
    }
    config = file.toAbsolutePath().normalize();
    try {
      ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(file);
      loaded.warnings().forEach(warning -> out.println(warning.in(file.toString())));
      return loaded.configuration();
    } catch (ConfigurationException invalid) {
      throw CommandException.badInput(
          String.join(
              "\n",
              invalid.problems().stream()
                  .map((Problem problem) -> problem.in(file.toString()))
                  .toList()));
    }
  }

  private List<String> daemonArguments(Path root) {
    List<String> arguments = new ArrayList<>(List.of("up", "--daemon", "--home", root.toString()));
    Path file = config;
    if (file != null) {
      arguments.addAll(List.of("--config", file.toString()));
    }
    if (freePorts) {
      arguments.add("--free-ports");
    }
    if (noSelfWatch) {
      arguments.add("--no-self-watch");
    }
    if (!with.isEmpty()) {
      arguments.addAll(List.of("--with", String.join(",", with)));
    }
    return arguments;
  }
}
