package io.watchlake.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where Watchlake itself lies: the folder of the script, and the distribution built into it. */
public final class Installation {

  /** System property set by the script: the folder it lies in. */
  public static final String ROOT_PROPERTY = "watchlake.root";

  private Installation() {}

  /**
   * The folder of the {@code watchlake} script.
   *
   * <p>Without {@link #ROOT_PROPERTY} (in tests, say) it is the nearest folder above the working
   * directory that holds the script, or the working directory when there is none.
   */
  public static Path root() {
    String configured = System.getProperty(ROOT_PROPERTY);
    if (configured != null) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    Path working = Path.of("").toAbsolutePath();
    for (@Nullable Path folder = working; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("watchlake"))
          && Files.isRegularFile(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    return working;
  }

  /** The built distribution: job jar, Flink libraries, class paths of the local servers. */
  public static Path dist() {
    return root().resolve("dist");
  }
}
