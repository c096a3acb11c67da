package io.watchlake.jobs.stage.source.backlog;

import static io.watchlake.jobs.stage.source.backlog.BacklogProgress.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class AlignedEnumeratorTest {

  private static final long DRIFT = AlignedEnumerator.DRIFT.toMillis();

  private record Other() implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  private final Readers readers = new Readers();
  private final Splits splits = new Splits();
  private final AlignedEnumerator<KafkaPartitionSplit, String> enumerator =
      new AlignedEnumerator<>(splits, readers);

  @Test
  void allReadersReadSoFarPastTheSlowest() {
    register(0, 1);
    enumerator.handleSourceEvent(0, new Reached(5000));
    assertThat(readers.told()).containsExactly("0 up to 5000", "1 up to 5000");

    enumerator.handleSourceEvent(1, new Reached(3000));
    assertThat(readers.told()).containsExactly("0 up to 3000", "1 up to 3000");

    enumerator.handleSourceEvent(1, new Reached(9000));
    assertThat(readers.told()).containsExactly("0 up to 5000", "1 up to 5000");
  }

  @Test
  void whatChangesNothingIsNotTold() {
    register(0, 1);
    enumerator.handleSourceEvent(0, new Reached(5000));
    assertThat(readers.told()).hasSize(2);

    enumerator.handleSourceEvent(1, new Reached(8000));
    enumerator.handleSourceEvent(1, new Reached(NOWHERE));
    assertThat(readers.told()).isEmpty();
  }

  @Test
  void whereNoReaderIsWaitedForThereIsNoLimit() {
    register(0, 1);
    enumerator.handleSourceEvent(0, new Reached(5000));
    assertThat(readers.told()).hasSize(2);

    enumerator.handleSourceEvent(0, new Reached(NOWHERE));
    assertThat(readers.told()).containsExactly("0 without a limit", "1 without a limit");
  }

  @Test
  void aReaderThatComesLaterIsToldToo() {
    register(0);
    enumerator.handleSourceEvent(0, new Reached(5000));
    assertThat(readers.told()).containsExactly("0 up to 5000");

    register(1);
    assertThat(readers.told()).containsExactly("1 up to 5000");
  }

  @Test
  void aReaderThatIsGoneIsNotWaitedFor() {
    register(0, 1);
    enumerator.handleSourceEvent(0, new Reached(5000));
    enumerator.handleSourceEvent(1, new Reached(3000));
    assertThat(readers.told()).hasSize(4);

    readers.registered.remove(1);
    enumerator.addSplitsBack(List.of(), 1);
    assertThat(readers.told()).containsExactly("0 up to 5000");
    assertThat(splits.calls).contains("back of 1");
  }

  @Test
  void theRestIsForTheOtherEnumerator() throws Exception {
    enumerator.start();
    enumerator.handleSplitRequest(3, "host");
    enumerator.handleSourceEvent(3, new Other());
    enumerator.notifyCheckpointComplete(7);
    enumerator.notifyCheckpointAborted(8);
    assertThat(enumerator.snapshotState(9)).isEqualTo("state 9");
    enumerator.close();

    assertThat(splits.calls)
        .containsExactly(
            "start", "split for 3 at host", "Other[] of 3", "complete 7", "aborted 8", "close");
    assertThat(readers.told()).isEmpty();
  }

  private void register(int... all) {
    for (int reader : all) {
      readers.registered.put(reader, new ReaderInfo(reader, "host"));
      enumerator.addReader(reader);
    }
  }

  /** Remembers what readers are told. */
  private static final class Readers implements SplitEnumeratorContext<KafkaPartitionSplit> {
    private final Map<Integer, ReaderInfo> registered = new TreeMap<>();
    private final List<String> told = new ArrayList<>();

    List<String> told() {
      List<String> result = List.copyOf(told);
      told.clear();
      return result;
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
      long millis = ((ReadUpTo) event).millis();
      told.add(reader + (millis == NOWHERE ? " without a limit" : " up to " + (millis - DRIFT)));
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return registered;
    }

    @Override
    public int currentParallelism() {
      return 2;
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
      throw new AssertionError("readers are told of splits by the other enumerator");
    }

    @Override
    public void signalNoMoreSplits(int reader) {
      throw new AssertionError("readers are told of splits by the other enumerator");
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
      throw new AssertionError("nothing is to be waited for");
    }

    @Override
    public <T> void callAsync(
        Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
      throw new AssertionError("nothing is to be done again and again");
    }

    @Override
    public void runInCoordinatorThread(Runnable action) {
      action.run();
    }
  }

  /** Remembers what it is asked to do. */
  private static final class Splits implements SplitEnumerator<KafkaPartitionSplit, String> {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void start() {
      calls.add("start");
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
      calls.add("split for " + reader + " at " + host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> back, int reader) {
      calls.add("back of " + reader);
    }

    @Override
    public void addReader(int reader) {
      calls.add("reader " + reader);
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
      calls.add(event + " of " + reader);
    }

    @Override
    public String snapshotState(long checkpoint) {
      return "state " + checkpoint;
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
}
