package io.watchlake.jobs.stage.source.backlog;

import io.watchlake.model.RawMessage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Another reader, some partitions of which wait for those of other readers. It tells the enumerator
 * how far it is only when that has changed by much, so that what is read as it is written costs no
 * message at all.
 */
// Closing may be interrupted where that of the other reader may be.
@SuppressWarnings("try")
final class AlignedReader<S extends SourceSplit> implements SourceReader<RawMessage, S> {

  /** What a reader is further by is told; half of what partitions may be apart. */
  static final Duration TOLD_EVERY = AlignedEnumerator.DRIFT.dividedBy(2);

  /**
   * What a call may take of the time in which could have been read: one that takes longer was held
   * up by what comes after the source.
   */
  static final Duration LONGEST_CALL = Duration.ofMillis(100);

  private final SourceReader<RawMessage, S> reader;
  private final SourceReaderContext context;
  private final BacklogProgress progress;
  private final LongSupplier clockNanos;
  private @Nullable ObservedOutput output;
  private InputStatus last = InputStatus.MORE_AVAILABLE;
  private long lastNanos;
  private long told = BacklogProgress.NOWHERE;

  /** Completes when a partition may have become silent; made anew when it has. */
  private CompletableFuture<Void> silent = CompletableFuture.completedFuture(null);

  /**
   * @param clockNanos nanoseconds since any time, of a clock that is never set back
   */
  AlignedReader(
      SourceReader<RawMessage, S> reader,
      SourceReaderContext context,
      BacklogProgress progress,
      LongSupplier clockNanos) {
    this.reader = reader;
    this.context = context;
    this.progress = progress;
    this.clockNanos = clockNanos;
    this.lastNanos = clockNanos.getAsLong();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RawMessage> into) throws Exception {
    long now = clockNanos.getAsLong();
    long since = now - lastNanos;
    lastNanos = now;
    progress.couldRead(
        last == InputStatus.NOTHING_AVAILABLE ? since : Math.min(since, LONGEST_CALL.toNanos()));
    ObservedOutput observed = output;
    if (observed == null || !observed.writesTo(into)) {
      observed = new ObservedOutput(into, progress::read);
      output = observed;
    }
    last = reader.pollNext(observed);
    tell();
    pauseOrResume();
    return last;
  }

  private void tell() {
    long reached = progress.reached();
    if (reached < told || reached - told >= TOLD_EVERY.toMillis()) {
      told = reached;
      context.sendSourceEventToCoordinator(new Reached(reached));
    }
  }

  private void pauseOrResume() {
    BacklogProgress.Change change = progress.change();
    if (!change.isEmpty()) {
      reader.pauseOrResumeSplits(change.pause(), change.resume());
    }
  }

  /** Completes also when a partition is to be taken for silent: nothing else would tell. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = reader.isAvailable();
    OptionalLong silence = progress.nanosToSilence();
    if (available.isDone() || silence.isEmpty()) {
      return available;
    }
    if (silent.isDone()) {
      silent =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, silence.getAsLong(), TimeUnit.NANOSECONDS);
    }
    return CompletableFuture.anyOf(available, silent).thenAccept(unused -> {});
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof ReadUpTo limit) {
      progress.limit(limit.millis());
      pauseOrResume();
    } else {
      reader.handleSourceEvents(event);
    }
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public void addSplits(List<S> splits) {
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public List<S> snapshotState(long checkpoint) {
    return reader.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    reader.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    reader.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}
