package io.watchlake.app.imports;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.imports.GitEvents.Naming;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake import git}: makes delivery events of a git repository. */
@Command(
    name = "git",
    mixinStandardHelpOptions = true,
    description = {
      "Makes CDEvents of a local git repository: what landed on the branch that HEAD is on becomes",
      "changes, release tags become deployments, and patch releases within a week and reverts of",
      "what was released become incidents. The incidents are guesses and say nothing about real",
      "outages. No names of authors are taken over.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake import git . | ./watchlake delivery -",
      "  ./watchlake import git ~/src/shop --tags 'shop-v\\d+.*' --out shop.ndjson.gz",
      "",
      "Exit code: 0 done, 1 could not be done, 2 bad input or usage."
    })
public final class ImportGitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder in the repository.")
  private Path directory = Path.of(".");

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "What the releases are of (default: owner/name of the remote, or the folder).")
  private @Nullable String service;

  @Option(
      names = "--tags",
      paramLabel = "REGEX",
      description =
          "Which tags are releases, as a whole (default: 1.2.3, v1.2.3, release-1.2.3; no"
              + " candidates).")
  private @Nullable String tags;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the events go, compressed if it ends in .gz (default: standard output).")
  private @Nullable Path out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Pattern pattern = pattern();
    try (GitReader reader = open()) {
      GitHistory history = read(reader, pattern);
      if (history.releases().isEmpty()) {
        say(
            "no tag matches "
                + pattern
                + ": there are changes, but no deployments to measure; see --tags");
      }
      if (reader.isShallow()) {
        say(
            "this is a shallow clone: older changes are missing; run git fetch --unshallow --tags"
                + " and import again");
      }
      write(GitEvents.of(history, naming(reader)));
    } catch (IOException e) {
      throw CommandException.failed("cannot import " + directory + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private Pattern pattern() {
    String given = tags;
    try {
      return given == null ? GitReader.RELEASES : Pattern.compile(given);
    } catch (PatternSyntaxException e) {
      throw CommandException.badInput("--tags is no regular expression: " + e.getDescription());
    }
  }

  private GitReader open() {
    if (!Files.isDirectory(directory)) {
      throw CommandException.badInput("there is no folder " + directory);
    }
    try {
      return GitReader.open(directory);
    } catch (IOException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
  }

  private GitHistory read(GitReader reader, Pattern pattern) {
    Reading progress = new Reading(spec.commandLine().getErr(), Terminal.ofProcess().interactive());
    try {
      return reader.read(pattern, progress);
    } catch (IOException e) {
      throw CommandException.badInput("cannot read " + directory + ": " + e.getMessage());
    } finally {
      progress.end();
    }
  }

  private Naming naming(GitReader reader) {
    String remote = reader.remote();
    String repository = reader.folder();
    String source = "urn:git:" + repository;
    String purl = "pkg:generic/" + repository;
    if (remote != null) {
      source = remote;
      String withHost = remote.substring("https://".length());
      int slash = withHost.indexOf('/');
      if (slash > 0) {
        repository = withHost.substring(slash + 1);
        String host = withHost.substring(0, slash);
        purl = "pkg:" + (host.equals("github.com") ? "github/" : "generic/") + repository;
      }
    }
    return new Naming(source, repository, service == null ? repository : service, purl);
  }

  private void write(List<String> lines) throws IOException {
    Path file = out;
    if (file == null) {
      PrintWriter to = spec.commandLine().getOut();
      lines.forEach(line -> to.append(line).append('\n'));
      to.flush();
      return;
    }
    // Whole or not at all: a file that is half there would be read as if it were the history.
    Path target = file.toAbsolutePath();
    Path part = Files.createTempFile(target.getParent(), ".import", ".part");
    try {
      try (Writer to = writer(Files.newOutputStream(part), file.toString().endsWith(".gz"))) {
        for (String line : lines) {
          to.append(line).append('\n');
        }
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    say(lines.size() + " events written to " + file);
  }

  private static Writer writer(OutputStream stream, boolean compressed) throws IOException {
    OutputStream to = compressed ? new GZIPOutputStream(stream) : stream;
    return new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
  }

  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("watchlake: " + what);
    err.flush();
  }

  /** Says how many commits are read: on a terminal over and over, elsewhere a line now and then. */
  private static final class Reading implements IntConsumer {

    private static final long SOON = 200_000_000L;
    private static final long LATE = 5_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private long said = System.nanoTime();
    private boolean drawn;

    Reading(PrintWriter err, boolean terminal) {
      this.err = err;
      this.terminal = terminal;
    }

    @Override
    public void accept(int commits) {
      long now = System.nanoTime();
      if (now - said < (terminal ? SOON : LATE)) {
        return;
      }
      said = now;
      drawn = true;
      err.print((terminal ? "\r" : "") + "reading history: " + commits + " commits");
      err.print(terminal ? "" : System.lineSeparator());
      err.flush();
    }

    void end() {
      if (drawn && terminal) {
        err.println();
        err.flush();
      }
    }
  }
}
