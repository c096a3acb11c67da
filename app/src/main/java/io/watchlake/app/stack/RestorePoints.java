package io.watchlake.app.stack;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Savepoints and retained checkpoints on disk: what a job can go on from. */
final class RestorePoints {

  private static final Logger LOG = LoggerFactory.getLogger(RestorePoints.class);
  private static final String METADATA = "_metadata";
  private static final String CHECKPOINT = "chk-";

  /** The first four bytes of every complete metadata file of Flink. */
  private static final int MAGIC = 0x4960672d;

  private final Path checkpoints;

  RestorePoints(Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  /**
   * The newest complete restore point of a job: its savepoint, or a checkpoint of any of its runs.
   * Age is the time its metadata were written, then the checkpoint's number.
   */
  Optional<Path> newest(JobRecord job) {
    List<Path> candidates = new ArrayList<>();
    String savepoint = job.savepoint();
    if (savepoint != null) {
      candidates.add(path(savepoint));
    }
    for (String run : job.runs()) {
      candidates.addAll(checkpointsOf(run));
    }
    return candidates.stream()
        .filter(RestorePoints::isComplete)
        .max(Comparator.comparing(RestorePoints::written).thenComparing(RestorePoints::number));
  }

  /** Deletes what earlier runs left, once the newest run has a checkpoint of its own. */
  void prune(JobRecord job) {
    String current = job.currentRun();
    for (String run : job.runs()) {
      if (!run.equals(current)) {
        deleteTree(checkpoints.resolve(run));
      }
    }
    String savepoint = job.savepoint();
    if (savepoint != null) {
      deleteTree(path(savepoint));
    }
  }

  /** "from checkpoint 12" or "from its savepoint". */
  static String describe(Path point) {
    long number = number(point);
    return number > 0 ? "from checkpoint " + number : "from its savepoint";
  }

  /** A location as Flink writes it, {@code file:/...} or a plain path. */
  static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  private List<Path> checkpointsOf(String run) {
    List<Path> found = new ArrayList<>();
    Path folder = checkpoints.resolve(run);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, CHECKPOINT + "*")) {
        each.forEach(found::add);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return found;
  }

  private static boolean isComplete(Path point) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(point.resolve(METADATA)))) {
      return in.readInt() == MAGIC;
    } catch (IOException absentOrCut) {
      return false;
    }
  }

  private static FileTime written(Path point) {
    try {
      return Files.getLastModifiedTime(point.resolve(METADATA));
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private static long number(Path point) {
    String name = String.valueOf(point.getFileName());
    try {
      return name.startsWith(CHECKPOINT) ? Long.parseLong(name.substring(CHECKPOINT.length())) : 0;
    } catch (NumberFormatException other) {
      return 0;
    }
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException failure) {
      LOG.warn("cannot delete {}, which is no longer needed", folder, failure);
    }
  }
}
