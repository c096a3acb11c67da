package io.watchlake.app.replay;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.model.Timeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake replay}: sends recorded telemetry with its original timestamps. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends recorded telemetry with its original timestamps, on a timeline of its own.",
      "",
      "Files are *.ndjson or *.ndjson.gz with an OTLP/JSON request a line; folders are searched",
      "for them. What a file holds is told by its content, and files that hold no telemetry are",
      "passed over. All files are merged by time; spans count by their end.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake replay recordings/ --wait",
      "  ./watchlake replay traces.ndjson.gz --timeline incident-7 --speed 60x",
      "  ./watchlake replay --stop incident-7",
      "",
      "All files are read to their ends before anything is sent: when a line is broken, nothing is.",
      "Replaying to the same timeline again adds the same records again. No request is sent twice",
      "by one replay: when it is not known whether one arrived, the replay stops and says so.",
      "",
      "Exit code: 0 done, 1 could not be done or records are missing, 2 bad input or usage."
    })
public final class ReplayCommand implements Callable<Integer> {

  /** The usual retention of raw telemetry: what is older becomes a dead letter on arrival. */
  private static final int LIVE_DAYS = 30;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'replay-'yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files or folders to replay.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "max|1x|60x",
      description = "How fast event time passes (default: max, as fast as it goes).")
  private String speed = "max";

  @Option(
      names = "--timeline",
      paramLabel = "NAME",
      description =
          "Where the records go (default: a new one, named replay-<date>-<time> in UTC). 'live'"
              + " takes recent records only.")
  private @Nullable String timeline;

  @Option(
      names = "--wait",
      description =
          "Wait until everything sent is committed in the lakehouse, then stop the timeline's"
              + " jobs with a savepoint. Fails when records are missing or there twice.")
  private boolean wait;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description =
          "Give up when nothing has moved for so long (default: 180). No limit while it moves.")
  private int patienceSeconds = 180;

  @Option(
      names = "--stop",
      paramLabel = "NAME",
      description = "Stop the jobs of a timeline with a savepoint, and do nothing else.")
  private @Nullable String stop;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How the result is written (default: text).")
  private String format = "text";

  @Mixin private HomeOption home = new HomeOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try {
      String toStop = stop;
      if (toStop != null) {
        return stop(named(toStop));
      }
      return replay();
    } catch (StackException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private int stop(Timeline toStop) {
    if (!paths.isEmpty()) {
      throw CommandException.badInput("--stop takes a timeline and no files");
    }
    if (toStop.isLive()) {
      throw CommandException.badInput(
          "the live timeline is stopped with the whole stack: ./watchlake down");
    }
    StackClient.of(home.path()).stopTimeline(toStop);
    out().println("timeline " + toStop + ": its jobs are stopped; their savepoints are kept");
    out().flush();
    return ExitCode.OK;
  }

  private int replay() throws InterruptedException {
    boolean json = TextOrJson.isJson(format);
    Speed chosen = speed();
    Duration patience = patience();
    Timeline to = timeline == null ? new Timeline(NAME.format(Instant.now())) : named(timeline);
    if (paths.isEmpty()) {
      throw CommandException.badInput("nothing to replay: name files or folders");
    }
    if (to.isLive() && wait) {
      throw CommandException.badInput(
          "--wait counts what arrived, and others send to the live timeline too: use another"
              + " --timeline");
    }
    try (Input input = Input.open(paths)) {
      say(input);
      StackClient stack = StackClient.of(home.path());
      InputCheck.Contents contents = check(input);
      if (to.isLive()) {
        checkRecent(contents);
      }
      Replay replay = new Replay(stack, home.path(), to, chosen, patience, err());
      Outcome outcome = replay.run(input, wait);
      if (json) {
        outcome.printJson(out());
      } else {
        outcome.printText(out());
      }
      if (!outcome.problems().isEmpty()) {
        throw CommandException.failed(String.join("\n", outcome.problems()));
      }
      if (!wait && !to.isLive()) {
        err().println("its jobs go on running; to stop them: ./watchlake replay --stop " + to);
        err().flush();
      }
      return ExitCode.OK;
    }
  }

  private void say(Input input) {
    PrintWriter err = err();
    List<Path> over = input.passedOver();
    err.printf(
        Locale.ROOT,
        "%d %s of telemetry, %.1f MB%n",
        input.paths().size(),
        input.paths().size() == 1 ? "file" : "files",
        input.totalBytes() / 1e6);
    if (!over.isEmpty()) {
      err.printf(
          Locale.ROOT,
          "passed over, no telemetry: %s%s%n",
          over.get(0),
          over.size() == 1 ? "" : " and " + (over.size() - 1) + " more");
    }
    err.flush();
  }

  /** Reads everything once: what is broken is told before anything is started or sent. */
  private InputCheck.Contents check(Input input) throws InterruptedException {
    InputCheck check = new InputCheck(input.paths());
    try (Progress progress =
        new Progress(
            "checking",
            "records",
            check::records,
            () -> check.bytesRead() / (double) Math.max(1, input.totalBytes()),
            err(),
            Terminal.ofProcess().interactive())) {
      progress.start();
      return check.run();
    }
  }

  /** Old records on the live timeline would become dead letters, one by one. */
  private static void checkRecent(InputCheck.Contents contents) {
    Instant oldest = Instant.now().minus(Duration.ofDays(LIVE_DAYS));
    Instant earliest = Instant.ofEpochSecond(0, contents.earliestNanos());
    if (contents.earliestNanos() > 0 && earliest.isBefore(oldest)) {
      throw CommandException.badInput(
          "these records begin at "
              + earliest
              + ", and the live timeline refuses what is older than "
              + LIVE_DAYS
              + " days: leave --timeline out, or name another one");
    }
  }

  private Speed speed() {
    try {
      return Speed.parse(speed);
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput("--speed: " + e.getMessage());
    }
  }

  private Duration patience() {
    if (patienceSeconds < 1) {
      throw CommandException.badInput("--patience must be 1 second at least");
    }
    return Duration.ofSeconds(patienceSeconds);
  }

  private static Timeline named(String name) {
    try {
      return new Timeline(name);
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput("--timeline: " + e.getMessage());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
