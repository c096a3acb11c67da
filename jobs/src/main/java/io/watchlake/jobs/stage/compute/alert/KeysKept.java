package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.model.alert.RuleKeysMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How many keys of each rule keep state, as gauges, see {@link RuleKeysMetric}. The counts go with
 * checkpoints and are dealt out anew when the parallelism changes, whatever becomes of the keys: so
 * only the sum over all subtasks means anything, and that of one may be below zero.
 */
final class KeysKept {

  private static final ListStateDescriptor<Tuple2<String, Long>> COUNTS =
      new ListStateDescriptor<>("keys-kept", Types.TUPLE(Types.STRING, Types.LONG));

  private final ListState<Tuple2<String, Long>> state;
  private final MetricGroup metrics;

  /** Written by the task, read by whoever reports metrics. Flink takes no gauge back. */
  private final Map<String, AtomicLong> counts = new HashMap<>();

  /** Goes on with the counts that there are; with none, as after an older build, from zero. */
  KeysKept(OperatorStateStore store, MetricGroup metrics) throws Exception {
    this.metrics = metrics;
    state = store.getListState(COUNTS);
    for (Tuple2<String, Long> kept : state.get()) {
      count(kept.f0).addAndGet(kept.f1);
    }
  }

  /** Has a gauge for each of these rules; those of others stay. */
  void show(Set<String> rules) {
    rules.forEach(this::count);
  }

  /** A key that kept nothing keeps something. */
  void begins(String rule) {
    count(rule).incrementAndGet();
  }

  /** A key that kept something keeps nothing. */
  void ends(String rule) {
    count(rule).decrementAndGet();
  }

  /** All keys of this subtask were looked at, and so many of each rule keep something. */
  void recount(Map<String, Long> found) {
    show(found.keySet());
    counts.forEach((rule, count) -> count.set(found.getOrDefault(rule, 0L)));
  }

  /** The counts of this subtask that are not zero, by rule. */
  Map<String, Long> counts() {
    Map<String, Long> all = new HashMap<>();
    counts.forEach(
        (rule, count) -> {
          if (count.get() != 0) {
            all.put(rule, count.get());
          }
        });
    return all;
  }

  /** Writes the counts into what the checkpoint takes. */
  void snapshot() throws Exception {
    List<Tuple2<String, Long>> all = new ArrayList<>();
    counts().forEach((rule, count) -> all.add(Tuple2.of(rule, count)));
    state.update(all);
  }

  private AtomicLong count(String rule) {
    AtomicLong known = counts.get(rule);
    if (known == null) {
      known = new AtomicLong();
      counts.put(rule, known);
      metrics
          .addGroup(RuleKeysMetric.GROUP, rule)
          .gauge(RuleKeysMetric.NAME, (Gauge<Long>) known::get);
    }
    return known;
  }
}
