package io.watchlake.app.stack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How much memory this machine, or this container, still has. */
final class MachineMemory {

  private static final long MIB = 1024L * 1024;

  private MachineMemory() {}

  /** Memory that new processes can take, in MiB; null when the system does not tell. */
  static @Nullable Long availableMib() {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system)) {
      return null;
    }
    Long reclaimable = reclaimableMib();
    if (reclaimable == null) {
      // Elsewhere the system's "free" leaves out what it would give back: the whole is the bound.
      return system.getTotalMemorySize() / MIB;
    }
    return Math.min(reclaimable, system.getTotalMemorySize() / MIB);
  }

  private static @Nullable Long reclaimableMib() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException | NumberFormatException unknown) {
      return null;
    }
    return null;
  }
}
