package io.watchlake.app.imports;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchlake import}: makes events of what others keep. */
@Command(
    name = "import",
    description = "Makes events of what others keep, such as a git repository.",
    mixinStandardHelpOptions = true,
    subcommands = {ImportGitCommand.class})
public final class ImportCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name what to import: git");
  }
}
