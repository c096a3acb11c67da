package io.watchlake.jobs.run;

import io.watchlake.model.RawMessage;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/**
 * An unbounded source of given messages in one partition, which remembers in its state how far it
 * came and waits at the end. It can be told to fail at some messages, once each.
 */
public final class FeedSource implements SourceFunction<RawMessage>, CheckpointedFunction {

  private static final long ARRIVAL_MILLIS = 1_767_225_600_000L;

  private final String topic;
  private final List<byte[]> values;
  private final FailurePlan failures;

  private transient ListState<Integer> position;
  private int next;
  private volatile boolean running = true;

  /** The messages of a feed up to a step. */
  public FeedSource(Feed feed, int to, FailurePlan failures) {
    this.topic = feed.topic();
    this.values = feed.messages(0, to);
    this.failures = failures;
  }

  /**
   * Fails when so many messages have been sent, in this JVM and one attempt after the other.
   *
   * @param counter what the attempts of one job share
   * @param at after how many messages, ascending
   */
  public record FailurePlan(Attempts counter, List<Integer> at) implements Serializable {}

  /** Counts the failures that have happened; a test uses one of its own. */
  public enum Attempts {
    FAILING;

    private final AtomicInteger failed = new AtomicInteger();
  }

  @Override
  public void run(SourceContext<RawMessage> context) throws Exception {
    Object lock = context.getCheckpointLock();
    while (running) {
      synchronized (lock) {
        if (next < values.size()) {
          failWherePlanned();
          context.collect(new RawMessage(topic, 0, next, ARRIVAL_MILLIS, values.get(next)));
          next++;
        } else {
          lock.wait(20);
        }
      }
    }
  }

  private void failWherePlanned() {
    int failed = failures.counter().failed.get();
    if (failed < failures.at().size() && next >= failures.at().get(failed)) {
      failures.counter().failed.incrementAndGet();
      throw new IllegalStateException("a planned failure at message " + next);
    }
  }

  @Override
  public void cancel() {
    running = false;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    position.update(List.of(next));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    position =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("position", IntSerializer.INSTANCE));
    for (Integer restored : position.get()) {
      next = restored;
    }
  }
}
