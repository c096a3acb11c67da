package io.watchlake.app.alert;

import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.stack.StackConfiguration;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command looks at. */
final class ConfigOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (default: that of the stack that runs, or none).")
  private @Nullable Path config;

  /**
   * The configuration that is named, or that of the stack, or the defaults.
   *
   * @throws io.watchlake.app.cli.CommandException where it cannot be read
   */
  Configuration configuration(HomeOption home) {
    return StackConfiguration.of(home.path(), config);
  }
}
