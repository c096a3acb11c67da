package io.watchlake.jobs.stage.source.backlog;

import static io.watchlake.jobs.stage.source.backlog.BacklogProgress.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing the reader may be interrupted
class AlignedReaderTest {

  private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long BEGIN = NOW - Duration.ofDays(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private record Other() implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  private final Queues queues = new Queues();
  private final Coordinator coordinator = new Coordinator();
  private final Output output = new Output();
  private long nanos;
  private final AlignedReader<KafkaPartitionSplit> reader =
      new AlignedReader<>(
          queues, coordinator, new BacklogProgress(TimedMessage::unixNano, () -> NOW), () -> nanos);

  @Test
  void howFarItIsIsToldWhereThatHasChangedByMuch() throws Exception {
    read("a", BEGIN);
    read("a", BEGIN + 4 * MINUTE);
    read("a", BEGIN + 5 * MINUTE);
    read("a", BEGIN + 9 * MINUTE);
    read("a", BEGIN + 12 * MINUTE);

    assertThat(coordinator.told()).containsExactly(BEGIN, BEGIN + 5 * MINUTE, BEGIN + 12 * MINUTE);
    assertThat(output.passed).containsExactly("a", "a", "a", "a", "a");
  }

  @Test
  void aSlowerPartitionIsToldAtOnce() throws Exception {
    read("a", BEGIN + MINUTE);
    read("b", BEGIN);

    assertThat(coordinator.told()).containsExactly(BEGIN + MINUTE, BEGIN);
  }

  @Test
  void nothingIsToldOfWhatIsReadAsItIsWritten() throws Exception {
    for (int i = 0; i < 1000; i++) {
      queues.add("a", TimedMessage.of(NOW, NOW + i * MINUTE));
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    }
    assertThat(coordinator.told()).isEmpty();
  }

  @Test
  void thatItIsThroughItsBacklogIsTold() throws Exception {
    read("a", BEGIN);
    queues.add("a", TimedMessage.of(NOW, NOW));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);

    assertThat(coordinator.told()).containsExactly(BEGIN, NOWHERE);
  }

  @Test
  void partitionsPastTheLimitWait() throws Exception {
    read("a", BEGIN);
    read("b", BEGIN + 20 * MINUTE);
    reader.handleSourceEvents(new ReadUpTo(BEGIN + 10 * MINUTE));
    assertThat(queues.calls()).containsExactly("pause [b], resume []");

    read("a", BEGIN + 11 * MINUTE);
    assertThat(queues.calls()).containsExactly("pause [a], resume []");

    reader.handleSourceEvents(new ReadUpTo(BEGIN + 21 * MINUTE));
    assertThat(queues.calls()).containsExactly("pause [], resume [a, b]");
  }

  @Test
  void aPartitionThatHadNothingToReadForLongIsSilent() throws Exception {
    read("a", BEGIN);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    nanos += 3 * SECOND_NANOS;
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

    assertThat(coordinator.told()).containsExactly(BEGIN, NOWHERE);
  }

  /** Whoever takes what is read may hold the reader up, and then nothing can be read. */
  @Test
  void aPartitionIsNotSilentBecauseTheReaderIsHeldUp() throws Exception {
    read("a", BEGIN);
    read("b", BEGIN);
    for (int i = 0; i < 10; i++) {
      nanos += 3 * SECOND_NANOS;
      read("b", BEGIN + i * MINUTE);
    }
    assertThat(coordinator.told()).containsExactly(BEGIN);

    for (int i = 0; i < 11; i++) {
      nanos += 3 * SECOND_NANOS;
      read("b", BEGIN + 9 * MINUTE);
    }
    assertThat(coordinator.told()).containsExactly(BEGIN + 9 * MINUTE);
  }

  @Test
  void itIsAskedAgainWhenAPartitionBecomesSilent() throws Exception {
    read("a", BEGIN);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    queues.available = new CompletableFuture<>();

    CompletableFuture<Void> available = reader.isAvailable();
    // Nobody completes what it reads from.
    available.get(1, TimeUnit.MINUTES);
    assertThat(queues.available).isNotDone();
  }

  @Test
  void itIsAskedAgainWhenThereIsSomethingToRead() throws Exception {
    queues.available = new CompletableFuture<>();
    assertThat(reader.isAvailable()).isSameAs(queues.available);

    read("a", BEGIN);
    CompletableFuture<Void> available = reader.isAvailable();
    queues.available.complete(null);
    available.get(1, TimeUnit.MINUTES);
    assertThat(reader.isAvailable()).isSameAs(queues.available);
  }

  @Test
  void theRestIsForTheOtherReader() throws Exception {
    reader.start();
    reader.addSplits(List.of());
    reader.notifyNoMoreSplits();
    reader.handleSourceEvents(new Other());
    reader.notifyCheckpointComplete(7);
    reader.notifyCheckpointAborted(8);
    assertThat(reader.snapshotState(9)).isEmpty();
    reader.close();

    assertThat(queues.calls())
        .containsExactly(
            "start", "add []", "no more", "Other[]", "complete 7", "aborted 8", "state 9", "close");
  }

  private void read(String split, long saysMillis) throws Exception {
    queues.add(split, TimedMessage.of(NOW - MINUTE, saysMillis));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
  }

  private record Queued(String split, RawMessage message) {}

  /** Passes on what was put in, to one output for each split as Flink's readers do. */
  private static final class Queues implements SourceReader<RawMessage, KafkaPartitionSplit> {
    private final Deque<Queued> messages = new ArrayDeque<>();
    private final Map<String, SourceOutput<RawMessage>> outputs = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

    void add(String split, RawMessage message) {
      messages.add(new Queued(split, message));
    }

    List<String> calls() {
      List<String> result = List.copyOf(calls);
      calls.clear();
      return result;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawMessage> output) {
      Queued next = messages.poll();
      if (next == null) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      outputs
          .computeIfAbsent(next.split(), output::createOutputForSplit)
          .collect(next.message(), next.message().arrivalMillis());
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      calls.add("pause " + pause + ", resume " + resume);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void start() {
      calls.add("start");
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      calls.add("state " + checkpoint);
      return List.of();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      calls.add("add " + splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      calls.add("no more");
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      calls.add(event.toString());
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      calls.add("complete " + checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) {
      calls.add("aborted " + checkpoint);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  /** Remembers what it is told. */
  private static final class Coordinator implements SourceReaderContext {
    private final List<Long> told = new ArrayList<>();

    List<Long> told() {
      List<Long> result = List.copyOf(told);
      told.clear();
      return result;
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      told.add(((Reached) event).millis());
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
      return 0;
    }

    @Override
    public void sendSplitRequest() {
      throw new AssertionError("splits are assigned without asking");
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new AssertionError("nothing is to be loaded");
    }
  }

  private static class NoWatermarks implements WatermarkOutput {
    @Override
    public void emitWatermark(Watermark watermark) {
      throw new AssertionError("nothing steers by watermarks here");
    }

    @Override
    public void markIdle() {
      throw new AssertionError("nothing steers by watermarks here");
    }

    @Override
    public void markActive() {
      throw new AssertionError("nothing steers by watermarks here");
    }
  }

  /** Remembers of which splits it took messages. */
  private static final class Output extends NoWatermarks implements ReaderOutput<RawMessage> {
    private final List<String> passed = new ArrayList<>();

    private final class OfSplit extends NoWatermarks implements SourceOutput<RawMessage> {
      private final String split;

      OfSplit(String split) {
        this.split = split;
      }

      @Override
      public void collect(RawMessage message) {
        passed.add(split);
      }

      @Override
      public void collect(RawMessage message, long timestamp) {
        assertThat(timestamp).isEqualTo(message.arrivalMillis());
        passed.add(split);
      }
    }

    @Override
    public SourceOutput<RawMessage> createOutputForSplit(String split) {
      return new OfSplit(split);
    }

    @Override
    public void releaseOutputForSplit(String split) {
      throw new AssertionError("splits of topics do not end");
    }

    @Override
    public void collect(RawMessage message) {
      throw new AssertionError("each message is of a split");
    }

    @Override
    public void collect(RawMessage message, long timestamp) {
      throw new AssertionError("each message is of a split");
    }
  }
}
