package io.watchlake.app.bench;

import io.watchlake.app.cli.Terminal;
import io.watchlake.app.cli.TextOrJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every benchmark that works in a folder of its own. */
final class BenchOptions {

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Where the benchmark's folder is made (default: the system's temporary folder).")
  private @Nullable Path work;

  @Option(names = "--keep", description = "Keep that folder, with logs and tables.")
  private boolean keep;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How the result is written (default: text).")
  private String format = "text";

  /** Refuses what cannot be meant. */
  void check() {
    json();
  }

  boolean json() {
    return TextOrJson.isJson(format);
  }

  Console console(PrintWriter err) {
    return new Console(err, Terminal.ofProcess().interactive());
  }

  /** A new folder with so much room. */
  WorkFolder folder(long neededBytes, Console console) {
    Path below = work == null ? Path.of(System.getProperty("java.io.tmpdir")) : work;
    return WorkFolder.create(below, neededBytes, keep, console);
  }
}
