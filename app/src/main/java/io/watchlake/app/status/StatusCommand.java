package io.watchlake.app.status;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.SupervisorInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake status}: what the stack is doing, and whether that is as it should be. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows components, jobs, lag, what came in and became of it, and the tables.",
      "Works with the stack up, half up or down."
    },
    footer = {"", "Exit code: 0 everything is healthy, 1 something is not, 2 wrong usage."})
public final class StatusCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--format",
      paramLabel = "table|json",
      description = "table (default) for people, json for programs.")
  private String format = "table";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!format.equals("table") && !format.equals("json")) {
      throw CommandException.badInput("--format is table or json, not '" + format + "'");
    }
    StackStatus status = status(home.path());
    PrintWriter out = spec.commandLine().getOut();
    if (format.equals("json")) {
      out.println(Json.writeIndented(status));
    } else {
      out.print(StatusText.of(status, Terminal.ofProcess()));
    }
    out.flush();
    return status.healthy() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static StackStatus status(Path home) {
    Optional<SupervisorInfo> stack = SupervisorInfo.find(home);
    if (stack.isPresent()) {
      try {
        return RemoteStatus.of(stack.get().appUrl());
      } catch (IOException e) {
        // The server is one of the things whose status is asked for; the rest can still be told.
      }
    }
    try (LocalStatus local = LocalStatus.of(home, InstantSource.system())) {
      return local.status();
    }
  }
}
