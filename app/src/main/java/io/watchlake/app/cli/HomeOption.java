package io.watchlake.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The mixin {@code --home DIR}: which local stack a command speaks to.
 *
 * <p>The default is {@code .watchlake} beside the {@code watchlake} script.
 */
public final class HomeOption {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The folder of the local stack to speak to (default: .watchlake beside the script).")
  private @Nullable Path home;

  /** The home folder, absolute and normalized; it may not exist yet. */
  public Path path() {
    Path chosen = home == null ? Installation.root().resolve(".watchlake") : home;
    return chosen.toAbsolutePath().normalize();
  }
}
