package io.watchlake.app.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the series below a folder: every {@code *.csv}, by name. */
public final class SeriesFolder {

  private SeriesFolder() {}

  /** The series, sorted by path. */
  public static List<SeriesFile> list(Path folder) throws IOException {
    List<SeriesFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) found.filter(SeriesFolder::isSeries).sorted()::iterator) {
        files.add(new SeriesFile(path, folder.relativize(path), Files.size(path)));
      }
    }
    return files;
  }

  private static boolean isSeries(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().endsWith(".csv") && Files.isRegularFile(path);
  }
}
