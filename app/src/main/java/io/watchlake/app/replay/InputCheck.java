package io.watchlake.app.replay;

import io.watchlake.app.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads all files to their ends before anything is sent: a replay cannot be taken back, so a file
 * that is cut off or broken stops it before it begins.
 */
final class InputCheck {

  /** Broken files that are named; somebody who gave a folder of them need not read all. */
  private static final int NAMED = 20;

  private final List<Path> files;
  private final LongAdder bytes = new LongAdder();
  private final LongAdder records = new LongAdder();

  InputCheck(List<Path> files) {
    this.files = files;
  }

  /**
   * What all files hold together.
   *
   * @param records how many records
   * @param earliestNanos the earliest event time, nanoseconds since the epoch; 0 without any
   */
  record Contents(long records, long earliestNanos) {}

  /** Bytes read so far; any thread may look. */
  long bytesRead() {
    return bytes.sum();
  }

  /** Records found so far; any thread may look. */
  long records() {
    return records.sum();
  }

  /**
   * Reads everything, several files at once.
   *
   * @throws CommandException as bad input, naming of each broken file the first line that is
   */
  Contents run() throws InterruptedException {
    int readers = Math.min(files.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, readers));
    try {
      List<Future<Long>> earliest = new ArrayList<>();
      files.forEach(file -> earliest.add(threads.submit(() -> read(file))));
      return gather(earliest);
    } finally {
      threads.shutdownNow();
    }
  }

  private Contents gather(List<Future<Long>> files) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    long earliest = Long.MAX_VALUE;
    for (Future<Long> file : files) {
      try {
        earliest = Math.min(earliest, file.get());
      } catch (ExecutionException e) {
        problems.add(problem(e));
      }
    }
    if (!problems.isEmpty()) {
      throw badInput(problems);
    }
    return new Contents(records.sum(), earliest == Long.MAX_VALUE ? 0 : earliest);
  }

  private static String problem(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof BadLineException broken) {
      return broken.problem();
    }
    if (cause instanceof IOException unreadable) {
      return "cannot be read: " + unreadable.getMessage();
    }
    throw new IllegalStateException("the input could not be checked", cause);
  }

  private static CommandException badInput(List<String> problems) {
    List<String> lines = new ArrayList<>(problems.subList(0, Math.min(NAMED, problems.size())));
    if (problems.size() > NAMED) {
      lines.add("and " + (problems.size() - NAMED) + " more files are broken");
    }
    lines.add("nothing was sent: mend these files or leave them out, and start again");
    return CommandException.badInput(String.join("\n", lines));
  }

  /** The earliest event time of a file, or the largest number without any. */
  private Long read(Path path) throws IOException, BadLineException {
    long earliest = Long.MAX_VALUE;
    try (RequestFile file = RequestFile.open(path, bytes)) {
      if (file == null) {
        return earliest;
      }
      for (Line line = file.head(); line != null; line = file.head()) {
        records.add(line.records());
        if (line.earliestNanos() > 0) {
          earliest = Math.min(earliest, line.earliestNanos());
        }
        file.advance();
      }
    }
    return earliest;
  }
}
