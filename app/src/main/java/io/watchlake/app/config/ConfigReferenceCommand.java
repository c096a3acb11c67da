package io.watchlake.app.config;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code watchlake config reference}: the page of every key. */
@Command(
    name = "reference",
    description = "Print docs/configuration.md: every key, its type, default and meaning.",
    mixinStandardHelpOptions = true)
final class ConfigReferenceCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Reference.markdown());
    out.flush();
  }
}
