package io.watchlake.app.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** The figures of {@code bench metrics --live} for people. */
final class LiveText {

  private LiveText() {}

  static void print(LiveFigures figures, PrintWriter out) {
    line(
        out,
        "%,d points of %,d series in %.0f s (%,.0f a second), every one committed once",
        figures.points(),
        figures.series(),
        figures.seconds(),
        figures.pointsPerSecond());
    line(
        out,
        "  from arrival to visible in SQL   p50 %.1f s, p99 %.1f s, %d checkpoints",
        figures.freshnessP50Seconds(),
        figures.freshnessP99Seconds(),
        figures.checkpoints());
    line(
        out,
        "  CPU-seconds per million points   %.2f Flink, %.2f the broker",
        figures.cpuSecondsPerMillionPoints(),
        figures.brokerCpuSecondsPerMillionPoints());
    line(
        out,
        "  bytes a point                    %.2f as written in %,d files, %.2f in %,d files after"
            + " maintain",
        figures.bytesPerPointBefore(),
        figures.filesBefore(),
        figures.bytesPerPointAfter(),
        figures.filesAfter());
    line(out, "  peak memory                      %,.0f MiB, Flink", figures.peakMemoryMb());
    out.flush();
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
