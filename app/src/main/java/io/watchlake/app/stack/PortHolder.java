package io.watchlake.app.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who listens on a port, where {@code /proc} tells. */
final class PortHolder {

  private static final String LISTENING = "0A";
  private static final int LONGEST_COMMAND = 60;

  private PortHolder() {}

  /** The process that listens on {@code port}, for a message; null when it cannot be told. */
  static @Nullable String of(int port) {
    Set<String> sockets = listeningSockets(port);
    return sockets.isEmpty()
        ? null
        : ProcessHandle.allProcesses()
            .filter(process -> holds(process.pid(), sockets))
            .findFirst()
            .map(PortHolder::describe)
            .orElse(null);
  }

  private static Set<String> listeningSockets(int port) {
    Set<String> inodes = new HashSet<>();
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] fields = line.strip().split("\\s+");
          if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
            inodes.add("socket:[" + fields[9] + "]");
          }
        }
      } catch (IOException notThisSystem) {
        return inodes;
      }
    }
    return inodes;
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path each : open) {
        if (sockets.contains(target(each))) {
          return true;
        }
      }
      return false;
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static String describe(ProcessHandle process) {
    Optional<String> command = process.info().commandLine().or(() -> process.info().command());
    return command
        .map(
            line ->
                line.length() > LONGEST_COMMAND ? line.substring(0, LONGEST_COMMAND) + "..." : line)
        .map(line -> "process " + process.pid() + " (" + line + ")")
        .orElse("process " + process.pid());
  }
}
