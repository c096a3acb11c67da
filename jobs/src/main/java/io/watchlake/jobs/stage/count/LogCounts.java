package io.watchlake.jobs.stage.count;

import io.watchlake.model.sketch.DistinctSketch;
import io.watchlake.model.telemetry.LogRecord;

/**
 * How many log records there were, and of how many patterns. Counts of parts, put together in any
 * order, are those of the whole. Not for several threads.
 */
public final class LogCounts {

  private long records;
  private long warnings;
  private long errors;
  private final DistinctSketch patterns = new DistinctSketch();

  /** Of no records. */
  public LogCounts() {}

  /**
   * What was written down.
   *
   * @param patterns as {@link #patternBytes} gives them
   * @throws IllegalArgumentException where these bytes are damaged
   */
  public static LogCounts of(long records, long warnings, long errors, byte[] patterns) {
    LogCounts counts = new LogCounts();
    counts.add(records, warnings, errors, patterns);
    return counts;
  }

  /** Adds a record. */
  public void add(LogRecord log) {
    records++;
    switch (log.severity()) {
      case "WARN" -> warnings++;
      case "ERROR", "FATAL" -> errors++;
      default -> {
        // Of what is neither, only the whole is counted.
      }
    }
    patterns.add(LogPattern.of(log));
  }

  /** Adds what others counted. */
  public void add(LogCounts other) {
    add(other.records, other.warnings, other.errors, other.patternBytes());
  }

  private void add(long ofAll, long ofWarnings, long ofErrors, byte[] ofPatterns) {
    records += ofAll;
    warnings += ofWarnings;
    errors += ofErrors;
    patterns.add(ofPatterns);
  }

  /** All records. */
  public long records() {
    return records;
  }

  /** Those of severity WARN. */
  public long warnings() {
    return warnings;
  }

  /** Those of severity ERROR or FATAL. */
  public long errors() {
    return errors;
  }

  /** How many different patterns the records have, about; some dozens are told exactly. */
  public long patterns() {
    return patterns.estimate();
  }

  /** What tells the patterns apart, as {@link #of} takes it. */
  public byte[] patternBytes() {
    return patterns.bytes();
  }

  /** The same counts, which change apart from these. */
  public LogCounts copy() {
    return of(records, warnings, errors, patternBytes());
  }
}
