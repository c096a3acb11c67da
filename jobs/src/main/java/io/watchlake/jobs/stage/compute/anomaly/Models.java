package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.ml.service.ServiceModel;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The models that judge, as broadcast state, each read from its bytes once. */
final class Models {

  /** By service. */
  static final MapStateDescriptor<String, ModelChange> STATE =
      new MapStateDescriptor<>("models", Types.STRING, AnomalyTypes.MODEL_CHANGE);

  /** A model that was read from its bytes. */
  record Loaded(FittedModel fitted, ServiceModel model) {}

  private final Map<String, Loaded> loaded = new HashMap<>();

  /** Takes a change. */
  static void update(BroadcastState<String, ModelChange> state, ModelChange change)
      throws Exception {
    if (change.model() == null) {
      state.remove(change.service());
    } else {
      state.put(change.service(), change);
    }
  }

  /** The model of a service; null where none judges it. */
  @Nullable Loaded of(ReadOnlyBroadcastState<String, ModelChange> state, String service)
      throws Exception {
    ModelChange change = state.get(service);
    FittedModel fitted = change == null ? null : change.model();
    if (fitted == null) {
      loaded.remove(service);
      return null;
    }
    Loaded known = loaded.get(service);
    if (known == null
        || known.fitted().version() != fitted.version()
        || !known.fitted().sha256().equals(fitted.sha256())) {
      known = new Loaded(fitted, ServiceModel.fromBytes(fitted.bytes()));
      loaded.put(service, known);
    }
    return known;
  }
}
