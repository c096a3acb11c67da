package io.watchlake.app.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used so far, as Linux tells it in {@code /proc}. */
public final class ProcessUse {

  /** The kernel's unit for user space, {@code USER_HZ}, which is 100 on every Linux of today. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final String PEAK = "VmHWM:";

  private ProcessUse() {}

  /** Whether this system tells it. */
  public static boolean isKnown() {
    return Files.isReadable(Path.of("/proc/self/stat"));
  }

  /**
   * CPU time in user and system mode of all threads, in seconds; that of ended children is left
   * out.
   *
   * @throws IllegalStateException if the process is gone
   */
  public static double cpuSeconds(long pid) {
    String stat = read(pid, "stat");
    // The name, which is in parentheses, may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        / TICKS_PER_SECOND;
  }

  /**
   * The most memory the process ever held, in bytes.
   *
   * @throws IllegalStateException if the process is gone
   */
  public static long peakBytes(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
        .findFirst()
        .orElse(0);
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new IllegalStateException("process " + pid + " is gone", e);
    }
  }
}
