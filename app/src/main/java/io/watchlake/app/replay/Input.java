package io.watchlake.app.replay;

import io.watchlake.app.cli.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All requests of the files to replay, merged by time. It holds one request of each file. Not for
 * several threads, but for {@link #bytesRead}.
 */
final class Input implements AutoCloseable {

  private static final Comparator<RequestFile> BY_TIME =
      Comparator.<RequestFile>comparingLong(file -> time(file.head()))
          .thenComparing(RequestFile::path);

  private final PriorityQueue<RequestFile> files = new PriorityQueue<>(BY_TIME);
  private final List<Path> passedOver = new ArrayList<>();
  private final LongAdder read = new LongAdder();
  private long totalBytes;
  private @Nullable RequestFile current;

  private Input() {}

  /**
   * Opens all files below {@code paths} and reads the first request of each.
   *
   * @throws CommandException as bad input, when a path does not exist, nothing is left to replay,
   *     or first lines are broken: all of them are named
   */
  static Input open(List<Path> paths) {
    Input input = new Input();
    List<String> problems = new ArrayList<>();
    try {
      for (Path path : find(paths, problems)) {
        input.add(path, problems);
      }
      if (problems.isEmpty() && input.files.isEmpty()) {
        problems.add(
            "nothing to replay: no *.ndjson or *.ndjson.gz file with OTLP/JSON requests below "
                + paths);
      }
    } catch (IOException | UncheckedIOException e) {
      problems.add("cannot be read: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      input.close();
      throw CommandException.badInput(String.join("\n", problems));
    }
    return input;
  }

  /** Files that hold no OTLP/JSON requests, by their names or their contents. */
  List<Path> passedOver() {
    return passedOver;
  }

  /** The files with requests, those read to their end left out. */
  List<Path> paths() {
    return files.stream().map(RequestFile::path).sorted().toList();
  }

  /** Bytes of all files together. */
  long totalBytes() {
    return totalBytes;
  }

  /** Bytes read of them so far. */
  long bytesRead() {
    return read.sum();
  }

  /**
   * The next request by time; null after the last.
   *
   * @throws BadLineException when the line after the one last returned, in its file, is broken
   */
  @Nullable Line next() throws BadLineException {
    RequestFile last = current;
    if (last != null) {
      current = null;
      // Only now: a line is given away before the one after it can turn out to be broken.
      last.advance();
      if (last.head() == null) {
        close(last);
      } else {
        files.add(last);
      }
    }
    current = files.poll();
    return current == null ? null : current.head();
  }

  private void add(Path path, List<String> problems) throws IOException {
    if (!isNamedRight(path)) {
      passedOver.add(path);
      return;
    }
    try {
      RequestFile file = RequestFile.open(path, read);
      if (file == null) {
        passedOver.add(path);
      } else {
        files.add(file);
        totalBytes += Files.size(path);
      }
    } catch (BadLineException e) {
      problems.add(e.problem());
    }
  }

  private static Set<Path> find(List<Path> paths, List<String> problems) throws IOException {
    Set<Path> found = new TreeSet<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        problems.add(path + ": there is no such file or folder");
        continue;
      }
      try (Stream<Path> below = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        below.filter(Files::isRegularFile).map(Path::normalize).forEach(found::add);
      }
    }
    return found;
  }

  private static boolean isNamedRight(Path path) {
    String name = path.toString();
    return name.endsWith(".ndjson") || name.endsWith(".ndjson.gz");
  }

  private static long time(@Nullable Line line) {
    return line == null ? Long.MAX_VALUE : line.latestNanos();
  }

  @Override
  public void close() {
    files.forEach(Input::close);
    files.clear();
    if (current != null) {
      close(current);
      current = null;
    }
  }

  private static void close(RequestFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // It was read to its end or is not wanted any more.
      throw new UncheckedIOException("cannot close " + file.path(), e);
    }
  }
}
