package io.watchlake.app.stack;

import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Installation;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the supervisor in a process of its own.
 *
 * <p>The daemon's standard output is a pipe to the command that started it, which copies it to the
 * user; the daemon closes it when everything runs, and the command returns.
 */
final class Daemon {

  private static final long EXIT_SECONDS = 30;

  private Daemon() {}

  static int start(StackHome home, List<String> arguments, PrintWriter out)
      throws IOException, InterruptedException {
    home.create();
    File errors = home.logs().resolve("supervisor.out").toFile();
    Process daemon =
        new ProcessBuilder(
                JavaCommand.of("io.watchlake.app.WatchlakeCommand")
                    .jvm("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .jvm("-D" + Installation.ROOT_PROPERTY + "=" + Installation.root())
                    .classPath(System.getProperty("java.class.path"))
                    .arguments(arguments)
                    .detached())
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors))
            .start();
    Thread interrupted = new Thread(daemon::destroy, "end-daemon");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        out.flush();
      }
    }
    Runtime.getRuntime().removeShutdownHook(interrupted);
    Optional<StackClient> running = StackClient.find(home.root());
    if (running.isPresent()) {
      return running.get().notStarted().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
    if (!daemon.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
      daemon.destroyForcibly();
    }
    return daemon.waitFor();
  }

  /** Closes standard output, which the starting command reads to its end. */
  static void tellParentItRuns() throws IOException {
    // The JDK lets descriptor 1 point to nothing then, so that later lines are harmless.
    new FileOutputStream(FileDescriptor.out).close();
  }
}
