package io.watchlake.app.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is looked at before anything is started, so that nothing is half-started. */
final class Preflight {

  private static final int LEAST_JAVA = 17;
  private static final long MIB = 1024L * 1024;

  /** Kafka keeps 72 hours of input, so this is a beginning rather than enough for ever. */
  private static final long LEAST_FREE_DISK_MIB = 2048;

  /**
   * An idle stack takes about this share of what its processes may take at most; with less than
   * that free the machine would swap from the start.
   */
  private static final double IDLE_SHARE = 0.6;

  private Preflight() {}

  /** Every reason not to start, a line each; empty when all is well. */
  static List<String> problems(Site site) {
    List<String> problems = new ArrayList<>();
    checkJava(problems);
    checkDistribution(site, problems);
    checkPorts(site.settings(), problems);
    checkDisk(site.home().root(), problems);
    checkMemory(site.memory(), MachineMemory.availableMib(), problems);
    return problems;
  }

  private static void checkJava(List<String> problems) {
    int version = Runtime.version().feature();
    if (version < LEAST_JAVA) {
      problems.add(
          "Java "
              + LEAST_JAVA
              + " or later is needed, this is "
              + Runtime.version()
              + " in "
              + System.getProperty("java.home"));
    }
  }

  private static void checkDistribution(Site site, List<String> problems) {
    List<Path> needed = new ArrayList<>();
    needed.add(site.jobJar());
    needed.add(site.dist().resolve("flink-lib"));
    for (String part : List.of("kafka", "search", "flink", "app", "agent")) {
      needed.add(site.classPath(part));
    }
    List<Path> missing = needed.stream().filter(path -> !Files.exists(path)).toList();
    if (!missing.isEmpty()) {
      problems.add("not built: " + missing.get(0) + " is missing; run ./watchlake build");
    }
  }

  static void checkPorts(StackSettings settings, List<String> problems) {
    for (Map.Entry<String, Integer> port : settings.ports().byName().entrySet()) {
      boolean used =
          switch (port.getKey()) {
            case "kafka" -> settings.embeddedKafka();
            case "search" -> settings.embeddedSearch();
            case "sql_gateway" -> settings.sqlGateway();
            default -> true;
          };
      if (used && !isFree(port.getValue())) {
        String holder = PortHolder.of(port.getValue());
        problems.add(
            "port "
                + port.getValue()
                + " ("
                + Ports.SETTINGS
                + port.getKey()
                + ") is taken by "
                + (holder == null ? "another program" : holder)
                + ": end that, set another port, or let up choose with --free-ports");
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static void checkDisk(Path home, List<String> problems) {
    Path existing = home;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return;
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      problems.add(existing + " cannot be written to: give another folder with --home DIR");
      return;
    }
    try {
      FileStore disk = Files.getFileStore(existing);
      long free = disk.getUsableSpace() / MIB;
      if (free < LEAST_FREE_DISK_MIB) {
        problems.add(
            "the disk of "
                + home
                + " has "
                + free
                + " MiB left, "
                + LEAST_FREE_DISK_MIB
                + " are needed: make room, or give a folder on another disk with --home DIR");
      }
    } catch (IOException unknown) {
      problems.add("the disk of " + home + " cannot be read: " + unknown.getMessage());
    }
  }

  static void checkMemory(StackMemory memory, @Nullable Long available, List<String> problems) {
    if (memory.taskManager() < TaskManagerMemory.LEAST) {
      problems.add(
          "monitoring.stack.memory.task_manager is "
              + memory.taskManager()
              + " MiB, at least "
              + TaskManagerMemory.LEAST
              + " are needed");
    }
    long needed = Math.round(memory.total() * IDLE_SHARE);
    if (available != null && available < needed) {
      problems.add(
          "the stack needs about "
              + needed
              + " MiB of memory to start, "
              + available
              + " MiB are available: end other programs, or lower monitoring.stack.memory.*");
    }
  }
}
