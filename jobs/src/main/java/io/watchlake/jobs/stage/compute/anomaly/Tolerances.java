package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.jobs.stage.anomaly.Tolerance;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;

/** What was said to be none, as broadcast state. */
final class Tolerances {

  /** By {@link Tolerance#key}. */
  static final MapStateDescriptor<String, Tolerance> STATE =
      new MapStateDescriptor<>("tolerances", Types.STRING, AnomalyTypes.TOLERANCE);

  private Tolerances() {}

  /** The anomaly with what is taken off its evidence. */
  static Anomaly lowered(Anomaly found, ReadOnlyBroadcastState<String, Tolerance> state)
      throws Exception {
    Tolerance tolerance =
        state.get(Tolerance.key(found.timeline(), found.series(), found.expectation()));
    return tolerance == null ? found : found.halved(tolerance.halvings(found.strength()));
  }

  /** Counts what is none, and forgets what was said long before it. */
  static void update(BroadcastState<String, Tolerance> state, FalsePositive said) throws Exception {
    String key = Tolerance.key(said.timeline(), said.series(), said.expectation());
    Tolerance before = state.get(key);
    state.put(key, before == null ? Tolerance.of(said) : before.with(said));
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Tolerance> entry : state.entries()) {
      if (entry.getValue().isOver(said.saidUnixNano())) {
        over.add(entry.getKey());
      }
    }
    for (String one : over) {
      state.remove(one);
    }
  }
}
