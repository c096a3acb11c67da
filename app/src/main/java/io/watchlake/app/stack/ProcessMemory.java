package io.watchlake.app.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a process holds in memory, where the system says so in {@code /proc}. */
final class ProcessMemory {

  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Resident memory in bytes; null when the system does not tell or the process is gone. */
  static @Nullable Long residentBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(RESIDENT)) {
          String kib = line.substring(RESIDENT.length()).replace("kB", "").trim();
          return Long.parseLong(kib) * 1024;
        }
      }
    } catch (IOException | NumberFormatException unknown) {
      return null;
    }
    return null;
  }
}
