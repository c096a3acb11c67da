package io.watchlake.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the {@code watchlake} script as a user does. */
final class Cli {

  /** How a command ended. */
  record Result(List<String> command, int exitCode, String out, String err) {

    /** The result itself, once it is known to have ended well. */
    Result ok() {
      if (exitCode != 0) {
        throw new AssertionError(this);
      }
      return this;
    }

    @Override
    public String toString() {
      return String.join(" ", command) + " ended with " + exitCode + "\n" + out + err;
    }
  }

  /** A command under way. */
  static final class Running {
    private final List<String> command;
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(List<String> command, Process process, Path out, Path err) {
      this.command = command;
      this.process = process;
      this.out = out;
      this.err = err;
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** Waits for its end; one that does not end in time is killed and the test fails. */
    Result await(Duration limit) {
      try {
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
        }
        Result result =
            new Result(command, process.exitValue(), Files.readString(out), Files.readString(err));
        if (!ended) {
          throw new AssertionError("not done after " + limit.toSeconds() + " s: " + result);
        }
        return result;
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
        throw new AssertionError("interrupted: " + command, e);
      } finally {
        out.toFile().delete();
        err.toFile().delete();
      }
    }
  }

  /** Runs a command to its end. */
  static Result run(Duration limit, String... arguments) {
    return start(arguments).await(limit);
  }

  /** Starts a command. */
  static Running start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Project.root().resolve("watchlake").toString());
    command.addAll(List.of(arguments));
    return launch(command);
  }

  /** Starts any command line, its output kept in files so that it never blocks. */
  static Running launch(List<String> command) {
    try {
      Path out = Files.createTempFile("watchlake-", ".out");
      Path err = Files.createTempFile("watchlake-", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Running(command, process, out, err);
    } catch (IOException e) {
      throw new AssertionError("cannot start " + command, e);
    }
  }

  /** Bytes of a text, as every request of the tests is encoded. */
  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private Cli() {}
}
