package io.watchlake.app;

import io.watchlake.app.alert.AlertsCommand;
import io.watchlake.app.anomaly.AnomaliesCommand;
import io.watchlake.app.bench.BenchCommand;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.config.ConfigCommand;
import io.watchlake.app.delivery.DeliveryCommand;
import io.watchlake.app.detect.DetectCommand;
import io.watchlake.app.imports.ImportCommand;
import io.watchlake.app.model.ModelsCommand;
import io.watchlake.app.replay.ReplayCommand;
import io.watchlake.app.rules.RulesCommand;
import io.watchlake.app.slo.SloCommand;
import io.watchlake.app.sql.SqlCommand;
import io.watchlake.app.stack.DownCommand;
import io.watchlake.app.stack.UpCommand;
import io.watchlake.app.status.StatusCommand;
import io.watchlake.app.subscription.SubscriptionsCommand;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code watchlake} command; each subcommand lives in the package of what it works on. */
@Command(
    name = "watchlake",
    description = "Live watch over telemetry, with a lakehouse for memory.",
    mixinStandardHelpOptions = true,
    version = "watchlake 0.1.0-SNAPSHOT",
    // One a line and sorted, so that two who add one do not meet.
    subcommands = {
      AlertsCommand.class,
      AnomaliesCommand.class,
      BenchCommand.class,
      ConfigCommand.class,
      DeliveryCommand.class,
      DetectCommand.class,
      DownCommand.class,
      ImportCommand.class,
      ModelsCommand.class,
      ReplayCommand.class,
      RulesCommand.class,
      SloCommand.class,
      SqlCommand.class,
      StatusCommand.class,
      SubscriptionsCommand.class,
      UpCommand.class,
    })
public final class WatchlakeCommand implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchlakeCommand.class);

  @Spec private CommandSpec spec;

  WatchlakeCommand() {
    this.spec = CommandSpec.create();
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, ready to execute. */
  public static CommandLine commandLine() {
    return new CommandLine(new WatchlakeCommand())
        .setExitCodeExceptionMapper(failure -> exitCode(failure))
        .setExecutionExceptionHandler(WatchlakeCommand::report)
        .setParameterExceptionHandler(WatchlakeCommand::reportUsage);
  }

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  private static int exitCode(Throwable failure) {
    return failure instanceof CommandException known ? known.exitCode() : ExitCode.FAILED;
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandException known) {
      known.getMessage().lines().forEach(line -> err.println("watchlake: " + line));
    } else {
      LOG.error("{} failed", command.getCommandSpec().qualifiedName(), failure);
    }
    err.flush();
    return exitCode(failure);
  }

  private static int reportUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("watchlake: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.BAD_INPUT;
  }
}
