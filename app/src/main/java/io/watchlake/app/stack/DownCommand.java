package io.watchlake.app.stack;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code watchlake down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Stop the local stack.",
      "Every job is stopped with a savepoint, which the next `up` goes on from; no process is"
          + " left."
    })
public final class DownCommand implements Callable<Integer> {

  private static final Duration EXIT = Duration.ofSeconds(30);

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path root = home.path();
    Optional<StackClient> client = StackClient.find(root);
    if (client.isPresent()) {
      shutdown(client.get(), out);
      return ExitCode.OK;
    }
    StackHome folders = new StackHome(root);
    List<ProcessHandle> leftovers = Leftovers.find(folders);
    if (leftovers.isEmpty()) {
      out.println("Nothing runs in " + root + ".");
    } else {
      Leftovers.end(folders, leftovers);
      out.println(
          "Ended "
              + leftovers.size()
              + " processes whose supervisor was killed; the next up goes on from the jobs'"
              + " checkpoints.");
    }
    return ExitCode.OK;
  }

  private static void shutdown(StackClient client, PrintWriter out) throws InterruptedException {
    Optional<ProcessHandle> supervisor =
        new ProcessId(client.info().pid(), client.info().started()).find();
    try {
      client.shutdown(
          line -> {
            out.println(line);
            out.flush();
          });
    } catch (StackException failure) {
      throw CommandException.failed(failure.getMessage() + "\nRun down once more.", failure);
    }
    if (supervisor.isPresent()) {
      try {
        supervisor.get().onExit().get(EXIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException late) {
        supervisor.get().destroyForcibly();
      }
    }
  }
}
