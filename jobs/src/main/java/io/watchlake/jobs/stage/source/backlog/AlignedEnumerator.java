package io.watchlake.jobs.stage.source.backlog;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Another enumerator that also tells readers how far they may read: {@link #DRIFT} past the slowest
 * reader that is waited for.
 */
final class AlignedEnumerator<S extends SourceSplit, C> implements SplitEnumerator<S, C> {

  /**
   * How far partitions may be apart: so many windows of a minute are held. They are read in pieces
   * of some minutes, so less would cost speed and hold hardly less.
   */
  static final Duration DRIFT = Duration.ofMinutes(10);

  private final SplitEnumerator<S, C> splits;
  private final SplitEnumeratorContext<S> readers;
  private final Map<Integer, Long> reached = new HashMap<>();
  private long limit = BacklogProgress.NOWHERE;

  AlignedEnumerator(SplitEnumerator<S, C> splits, SplitEnumeratorContext<S> readers) {
    this.splits = splits;
    this.readers = readers;
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof Reached told) {
      reached.put(reader, told.millis());
      tellLimit();
    } else {
      splits.handleSourceEvent(reader, event);
    }
  }

  @Override
  public void addReader(int reader) {
    splits.addReader(reader);
    if (limit != BacklogProgress.NOWHERE) {
      readers.sendEventToSourceReader(reader, new ReadUpTo(limit));
    }
  }

  /** A reader is gone: what begins in its place says anew where it is. */
  @Override
  public void addSplitsBack(List<S> back, int reader) {
    splits.addSplitsBack(back, reader);
    reached.remove(reader);
    tellLimit();
  }

  private void tellLimit() {
    long slowest = BacklogProgress.NOWHERE;
    for (long millis : reached.values()) {
      slowest = Math.min(slowest, millis);
    }
    long next =
        slowest == BacklogProgress.NOWHERE ? slowest : Math.addExact(slowest, DRIFT.toMillis());
    if (next != limit) {
      limit = next;
      readers
          .registeredReaders()
          .keySet()
          .forEach(reader -> readers.sendEventToSourceReader(reader, new ReadUpTo(next)));
    }
  }

  @Override
  public void start() {
    splits.start();
  }

  @Override
  public void handleSplitRequest(int reader, String host) {
    splits.handleSplitRequest(reader, host);
  }

  @Override
  public C snapshotState(long checkpoint) throws Exception {
    return splits.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    splits.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    splits.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws IOException {
    splits.close();
  }
}
