package io.watchlake.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class WatchlakeCommandTest {

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  @Test
  void helpListsTheCommandsAndExitsWithZero() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Usage: watchlake");
  }

  @Test
  void anUnknownOptionIsBadInputWithAHintInsteadOfTheWholeUsage() {
    assertThat(run("--colour")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("--colour").contains("Try 'watchlake --help'.");
    assertThat(err.toString().lines()).hasSizeLessThan(4);
  }

  @Test
  void everyCommandHasHelpAndADescription() {
    for (CommandLine command : WatchlakeCommand.commandLine().getSubcommands().values()) {
      var spec = command.getCommandSpec();
      assertThat(spec.optionsMap()).as(spec.qualifiedName()).containsKey("--help");
      assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
    }
  }

  @Test
  void aCommandExceptionIsItsMessageAndItsExitCode() {
    CommandLine command = WatchlakeCommand.commandLine().addSubcommand(new Failing());
    command.setErr(new PrintWriter(err));
    assertThat(command.execute("failing")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).isEqualToNormalizingNewlines("watchlake: one\nwatchlake: two\n");
  }

  private int run(String... args) {
    return WatchlakeCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Command(name = "failing")
  static final class Failing implements Runnable {
    @Override
    public void run() {
      throw CommandException.badInput("one\ntwo");
    }
  }
}
