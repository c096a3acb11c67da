package io.watchlake.app.stack;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration that a command goes by which starts nothing. */
public final class StackConfiguration {

  private StackConfiguration() {}

  /**
   * Of a file; without one that of the stack that runs in {@code home}, and the defaults where none
   * does.
   *
   * @throws CommandException if it cannot be used
   */
  public static Configuration of(Path home, @Nullable Path file) {
    try {
      Optional<Path> chosen =
          file != null
              ? Optional.of(file)
              : SupervisorInfo.find(home)
                  .flatMap(info -> Optional.ofNullable(info.configFile()))
                  .map(Path::of);
      return chosen.isEmpty()
          ? Configuration.defaults()
          : ConfigurationLoader.load(chosen.get()).configuration();
    } catch (ConfigurationException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (StackException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }
}
