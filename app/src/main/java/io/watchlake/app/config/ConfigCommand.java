package io.watchlake.app.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchlake config}: what a configuration file means. */
@Command(
    name = "config",
    description = "Check a configuration file, show the settings, print the reference.",
    mixinStandardHelpOptions = true,
    subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class, ConfigReferenceCommand.class})
public final class ConfigCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name one of check, show, reference");
  }
}
