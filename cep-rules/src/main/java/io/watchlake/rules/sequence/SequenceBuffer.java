package io.watchlake.rules.sequence;

import io.watchlake.model.signal.Signal;
import java.time.Duration;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNodeSerializer;

/**
 * Where matches that have begun are kept: one for all rules and keys of an operator, since a shared
 * buffer has a thread of its own and fixed names of state. What it reads and writes is of the key
 * that the store has as its current one.
 */
public final class SequenceBuffer implements AutoCloseable {

  private static final int CACHED = 1_024;

  private final SharedBuffer<Signal> shared;
  private final MapState<EventId, Lockable<Signal>> events;
  private final MapState<NodeId, Lockable<SharedBufferNode>> entries;
  private final MapState<Long, Integer> counts;
  private final ValueState<NFAState> automaton;
  private final MapState<Long, Long> seen;
  private final ValueState<Long> forget;
  private final ValueState<Long> firing;
  private final ValueState<Long> last;

  /**
   * A buffer.
   *
   * @param store the keyed state; its keys are of a rule, a version and a key of the rule
   */
  public SequenceBuffer(KeyedStateStore store, TypeSerializer<Signal> signals) {
    this.shared =
        new SharedBuffer<>(
            store, signals, new SharedBufferCacheConfig(CACHED, CACHED, Duration.ofHours(1)));
    // The shared buffer's own states, by its names: it cannot clear them itself.
    this.events =
        store.getMapState(
            new MapStateDescriptor<>(
                "sharedBuffer-events",
                EventId.EventIdSerializer.INSTANCE,
                new Lockable.LockableTypeSerializer<>(signals)));
    this.entries =
        store.getMapState(
            new MapStateDescriptor<>(
                "sharedBuffer-entries-with-lockable-edges",
                new NodeId.NodeIdSerializer(),
                new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer())));
    this.counts =
        store.getMapState(
            new MapStateDescriptor<>(
                "sharedBuffer-events-count", LongSerializer.INSTANCE, IntSerializer.INSTANCE));
    this.automaton =
        store.getState(new ValueStateDescriptor<>("sequence-automaton", new NFAStateSerializer()));
    this.seen =
        store.getMapState(
            new MapStateDescriptor<>(
                "sequence-seen", LongSerializer.INSTANCE, LongSerializer.INSTANCE));
    this.forget = store.getState(new ValueStateDescriptor<>("sequence-forget", Types.LONG));
    this.firing = store.getState(new ValueStateDescriptor<>("sequence-firing", Types.LONG));
    this.last = store.getState(new ValueStateDescriptor<>("sequence-last", Types.LONG));
  }

  SharedBuffer<Signal> shared() {
    return shared;
  }

  ValueState<NFAState> automaton() {
    return automaton;
  }

  /** The identities of signals that are not older than a match may be, with their times. */
  MapState<Long, Long> seen() {
    return seen;
  }

  /** When the oldest of them is too old; null where there is none. */
  ValueState<Long> forget() {
    return forget;
  }

  /** Until when the alert goes on; null where there is none. */
  ValueState<Long> firing() {
    return firing;
  }

  /** When the newest of them counted; null where there is none. */
  ValueState<Long> last() {
    return last;
  }

  /** Forgets everything of the key. */
  public void clear() throws Exception {
    automaton.clear();
    seen.clear();
    forget.clear();
    firing.clear();
    last.clear();
    events.clear();
    entries.clear();
    counts.clear();
  }

  /** Ends the buffer's thread. */
  @Override
  public void close() {
    shared.releaseCacheStatisticsTimer();
  }
}
