package io.watchlake.app.bench;

import io.watchlake.app.cli.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a benchmark works: a new folder, removed afterwards with all that is in it, also when the
 * benchmark is interrupted. What works in it is closed first.
 */
final class WorkFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
  private static final double GIB = 1L << 30;

  private final Path path;
  private final boolean keep;
  private final Console console;
  private final Deque<AutoCloseable> users = new ArrayDeque<>();
  private final Thread reaper = new Thread(this::clear, "clear-work-folder");
  private boolean cleared;

  private WorkFolder(Path path, boolean keep, Console console) {
    this.path = path;
    this.keep = keep;
    this.console = console;
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * A new folder.
   *
   * @param below where it is made
   * @param neededBytes how much room there must be
   * @param keep whether it stays, which {@code console} is told then
   * @throws CommandException if there is too little room
   */
  static WorkFolder create(Path below, long neededBytes, boolean keep, Console console) {
    try {
      Files.createDirectories(below);
      long free = Files.getFileStore(below).getUsableSpace();
      if (free < neededBytes) {
        throw CommandException.failed(
            String.format(
                Locale.ROOT,
                "%s has %.1f GiB free and about %.1f GiB are needed: make room, give another folder"
                    + " with --work, or send fewer --points",
                below,
                free / GIB,
                neededBytes / GIB));
      }
      return new WorkFolder(Files.createTempDirectory(below, "watchlake-bench-"), keep, console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  /** Has something closed before the folder goes; returns it. */
  synchronized <T extends AutoCloseable> T using(T user) {
    users.push(user);
    return user;
  }

  /** Bytes of all files below a folder in it. */
  long bytes(String folder) {
    try (Stream<Path> files = Files.walk(path.resolve(folder))) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void clear() {
    if (cleared) {
      return;
    }
    cleared = true;
    while (!users.isEmpty()) {
      try {
        users.pop().close();
      } catch (Exception e) {
        LOG.warn("what worked in {} could not be ended", path, e);
      }
    }
    if (keep) {
      console.say("kept: %s", path);
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("could not be removed: " + path, e);
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs by itself then.
    }
  }
}
