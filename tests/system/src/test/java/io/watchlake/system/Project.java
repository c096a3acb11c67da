package io.watchlake.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things lie in the source tree that is under test. */
public final class Project {

  /** The root of the source tree; the build passes it in. */
  public static Path root() {
    String root = System.getProperty("watchlake.root");
    if (root == null) {
      throw new IllegalStateException(
          "set -Dwatchlake.root to the folder of the watchlake script; the Maven build does so");
    }
    return Path.of(root).toAbsolutePath().normalize();
  }

  /** The compiled tests of every module that has been built. */
  public static List<Path> testClassFolders() throws IOException {
    try (Stream<Path> paths = Files.walk(root(), 5)) {
      return paths
          .filter(path -> path.endsWith(Path.of("target", "test-classes")))
          .sorted()
          .toList();
    }
  }

  /** The Java files of every module, tests left out. */
  public static List<Path> mainSources() throws IOException {
    try (Stream<Path> paths = Files.walk(root())) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> path.toString().contains("/src/main/java/"))
          .sorted()
          .toList();
    }
  }

  private Project() {}
}
