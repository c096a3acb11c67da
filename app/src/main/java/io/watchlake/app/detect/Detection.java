package io.watchlake.app.detect;

import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Scores files, each by a detector of its own. A file of scores appears whole or not at all.
 *
 * <p>Everything is read once before anything is written, so that a bad row in the last file leaves
 * nothing behind.
 */
public final class Detection {

  private final List<SeriesFile> files;
  private final Profile profile;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Nothing done yet. */
  public Detection(List<SeriesFile> files, Profile profile) {
    this.files = List.copyOf(files);
    this.profile = profile;
  }

  /** Rows done so far. */
  public long rows() {
    return rows.get();
  }

  /** How much of the work is done, 0 to 1: every file is read twice. */
  public double share() {
    long all = files.stream().mapToLong(SeriesFile::bytes).sum();
    return all == 0 ? 0 : bytes.get() / (2.0 * all);
  }

  /**
   * Reads all files without doing anything.
   *
   * @throws BadRowException where a row cannot be read
   */
  public void check() throws IOException {
    for (SeriesFile file : files) {
      file.read(row -> {});
      bytes.addAndGet(file.bytes());
    }
  }

  /** Writes a file of scores for each file. */
  public void run(Path output) throws IOException {
    for (SeriesFile file : files) {
      Path target = output.resolve(file.relative());
      Path folder = target.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IOException(target + " has no folder");
      }
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, ".detect", ".tmp");
      try {
        write(file, unfinished);
        Files.move(
            unfinished,
            target,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      bytes.addAndGet(file.bytes());
    }
  }

  private void write(SeriesFile file, Path target) throws IOException {
    SeriesDetector detector = new SeriesDetector(profile);
    try (BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      out.write("timestamp,value,anomaly_score\n");
      file.read(
          row -> {
            double score = detector.update(row.epochMillis(), row.value()).score();
            out.write(row.timestamp());
            out.write(',');
            out.write(row.text());
            out.write(',');
            out.write(Double.toString(score));
            out.write('\n');
            rows.incrementAndGet();
          });
    }
  }
}
