package io.watchlake.jobs.stage.count;

/** A minute of a service, and how often it was told of. Not for several threads. */
public final class LogMinute {

  private static final int NOT_TOLD = -1;

  private final LogCounts counts;
  private int revision;
  private boolean changed;

  private LogMinute(LogCounts counts, int revision, boolean changed) {
    this.counts = counts;
    this.revision = revision;
    this.changed = changed;
  }

  /** A minute without records, not told of. */
  public LogMinute() {
    this(new LogCounts(), NOT_TOLD, true);
  }

  /** What was written down: the counts, the last revision or -1, and {@link #isToTell}. */
  public static LogMinute of(LogCounts counts, int revision, boolean toTell) {
    return new LogMinute(counts, revision, toTell);
  }

  /** Adds records. */
  public void add(LogCounts more) {
    counts.add(more);
    changed = true;
  }

  /** Whether what there is was not told yet. */
  public boolean isToTell() {
    return changed;
  }

  /** Says that it is told of now, by the next {@link #revision}. */
  public void tell() {
    revision++;
    changed = false;
  }

  /** What there is. */
  public LogCounts counts() {
    return counts;
  }

  /** The revision it was told by last, from 0; -1 before. */
  public int revision() {
    return revision;
  }

  /** The same minute, which changes apart from this one. */
  public LogMinute copy() {
    return new LogMinute(counts.copy(), revision, changed);
  }
}
