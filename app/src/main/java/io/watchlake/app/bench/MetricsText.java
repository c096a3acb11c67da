package io.watchlake.app.bench;

import io.watchlake.app.bench.MetricsFigures.SecondHalf;
import io.watchlake.app.bench.peer.PeerFigures;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of {@code bench metrics} for people. */
final class MetricsText {

  private MetricsText() {}

  static void print(MetricsFigures figures, PrintWriter out) {
    line(
        out,
        "%,d points of %,d series (%,d with those replaced), every one committed once",
        figures.points(),
        figures.series(),
        figures.seriesSent());
    line(
        out,
        "  points a second                  %,12.0f   in %.1f s, %d checkpoints",
        figures.pointsPerSecond(),
        figures.seconds(),
        figures.checkpoints());
    line(
        out,
        "  CPU-seconds per million points   %12.2f   Flink; the broker %.2f",
        figures.cpuSecondsPerMillionPoints(),
        figures.brokerCpuSecondsPerMillionPoints());
    line(
        out,
        "  bytes a point                    %12.2f   raw points; %.2f with everything; %.0f as sent",
        figures.bytesPerPoint(),
        figures.lakeBytesPerPoint(),
        figures.topicBytesPerPoint());
    line(out, "  peak memory                      %,12.0f   MiB, Flink", figures.peakMemoryMb());
    SecondHalf half = figures.secondHalf();
    if (half != null) {
      line(
          out,
          "  of the second half               %12.2f   CPU-seconds per million points, %,.0f a second",
          half.cpuSecondsPerMillionPoints(),
          half.pointsPerSecond());
    }
    figures.rollupRows().forEach((table, rows) -> line(out, "  rows of %-27s %,10d", table, rows));
    ratio(out, "the same work without Flink", figures.floorRatio());
    ratio(out, "Prometheus, ingest only", figures.prometheusRatio());
    ratio(out, "VictoriaMetrics, ingest only", figures.victoriametricsRatio());
    if (half != null) {
      ratio(out, "Prometheus, second half both", half.prometheusRatio());
      ratio(out, "VictoriaMetrics, the same", half.victoriametricsRatio());
    }
    for (Map.Entry<String, PeerFigures> peer : figures.peers().entrySet()) {
      line(
          out,
          "  %-32s %12.2f   CPU-seconds per million points (%.2f from the start), %.0f MiB",
          peer.getKey(),
          peer.getValue().cpuSecondsPerMillionPoints(),
          peer.getValue().cpuSecondsPerMillionPointsWhole(),
          peer.getValue().peakMemoryMb());
    }
    figures.remarks().forEach(remark -> line(out, "NOT TO BE QUOTED: %s", remark));
    out.flush();
  }

  private static void ratio(PrintWriter out, String against, @Nullable Double ratio) {
    if (ratio == null) {
      line(out, "  against %-31s    not measured", against);
    } else {
      line(out, "  against %-31s %6.2f", against, ratio);
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
