package io.watchlake.system;

import io.watchlake.app.stack.ComponentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** The soak in words and a table. */
record SoakReport(Duration length, List<SoakSample> samples, List<ComponentStatus> components) {

  private static final int ROWS_SHOWN = 25;

  /** Resident memory of the last quarter over that of the second. */
  double memoryGrowth() {
    return growth(SoakSample::rssMegabytes);
  }

  /** Metadata files of the last quarter over those of the second. */
  double metadataGrowth() {
    return growth(SoakSample::metadataFiles);
  }

  private double growth(ToLongFunction<SoakSample> value) {
    int quarter = Math.max(1, samples.size() / 4);
    double early =
        samples
            .subList(Math.min(quarter, samples.size() - 1), Math.min(2 * quarter, samples.size()))
            .stream()
            .mapToLong(value)
            .average()
            .orElseThrow();
    double late =
        samples.subList(samples.size() - quarter, samples.size()).stream()
            .mapToLong(value)
            .average()
            .orElseThrow();
    return late / early;
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Soak report\n\n")
        .append("The local stack watching itself for ")
        .append(length.toMinutes())
        .append(" minutes: `./watchlake test --soak --minutes ")
        .append(length.toMinutes())
        .append("` writes this page.\n\n")
        .append("- Files in the fullest day partition after compaction: at most ")
        .append(samples.stream().mapToInt(SoakSample::compactedFiles).max().orElse(0))
        .append("; between two compactions at most ")
        .append(samples.stream().mapToInt(SoakSample::files).max().orElse(0))
        .append(".\n- Resident memory, last quarter over second quarter: ")
        .append(String.format("%.2f", memoryGrowth()))
        .append(".\n- Metadata files, last quarter over second quarter: ")
        .append(String.format("%.2f", metadataGrowth()))
        .append(".\n- Dead letters: ")
        .append(samples.get(samples.size() - 1).dead())
        .append(".\n- Restarts: ")
        .append(components.stream().mapToInt(ComponentStatus::restarts).sum())
        .append(".\n\n")
        .append(
            "| Minute | Memory, MB | Rows | Files after compaction | Files now | Metadata files |"
                + " Lakehouse, MB | Home, MB |\n")
        .append("|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    int step = Math.max(1, samples.size() / ROWS_SHOWN);
    for (int i = 0; i < samples.size(); i++) {
      if (i % step == 0 || i == samples.size() - 1) {
        SoakSample s = samples.get(i);
        text.append(
            String.format(
                "| %d | %d | %d | %d | %d | %d | %d | %d |%n",
                s.minute(),
                s.rssMegabytes(),
                s.rows(),
                s.compactedFiles(),
                s.files(),
                s.metadataFiles(),
                s.lakeMegabytes(),
                s.homeMegabytes()));
      }
    }
    Files.writeString(file, text);
  }
}
