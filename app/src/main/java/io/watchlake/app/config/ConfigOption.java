package io.watchlake.app.config;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.config.ConfigurationLoader.Loaded;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The mixin {@code --config FILE}: the file a command takes its settings from. Without it the file
 * {@code monitoring.yaml} in the home folder is taken, and without that the defaults.
 */
public final class ConfigOption {

  /** Name of the file in the home folder. */
  public static final String FILE_NAME = "monitoring.yaml";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration file (default: monitoring.yaml in the home folder, if there is one).")
  private @Nullable Path file;

  /** The file the settings come from; empty when they are the defaults. */
  public Optional<Path> file(Path home) {
    if (file != null) {
      return Optional.of(file);
    }
    Path inHome = home.resolve(FILE_NAME);
    return Files.exists(inHome) ? Optional.of(inHome) : Optional.empty();
  }

  /**
   * The settings. Warnings go to {@code err}, a line each.
   *
   * @throws CommandException with every problem of the file; exit code 2
   */
  public Configuration load(Path home, PrintWriter err) {
    Optional<Path> chosen = file(home);
    if (chosen.isEmpty()) {
      return Configuration.defaults();
    }
    Path source = chosen.get();
    try {
      Loaded loaded = ConfigurationLoader.load(source);
      loaded.warnings().forEach(warning -> err.println(warning.in(source.toString())));
      err.flush();
      return loaded.configuration();
    } catch (ConfigurationException refused) {
      throw CommandException.badInput(String.valueOf(refused.getMessage()));
    }
  }
}
