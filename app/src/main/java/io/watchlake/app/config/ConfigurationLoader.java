package io.watchlake.app.config;

import java.nio.file.Path;
import java.util.List;

/** Reads configuration files. */
public final class ConfigurationLoader {

  private ConfigurationLoader() {}

  /**
   * Reads a file.
   *
   * @throws ConfigurationException with every problem of the file
   */
  public static Loaded load(Path file) throws ConfigurationException {
    Check check = Check.of(file);
    if (!check.errors().isEmpty()) {
      throw new ConfigurationException(file, check.errors());
    }
    return new Loaded(
        Settings.toConfiguration(check.values(), Settings.folder(file)), check.warnings());
  }

  /**
   * A usable file.
   *
   * @param configuration its settings
   * @param warnings what should be changed in it
   */
  public record Loaded(Configuration configuration, List<Problem> warnings) {}
}
