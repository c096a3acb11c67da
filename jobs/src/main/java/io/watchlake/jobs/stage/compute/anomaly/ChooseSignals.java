package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.model.RawMessage;
import io.watchlake.model.anomaly.AnomalyEcho;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.IdentityHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes from messages of rollups the minutes of the signals that some model looks at, each with the
 * Kafka partition it came from. Without models nothing is decoded. A message that is none is passed
 * over: the stage that decodes watched series makes a dead letter of it.
 */
public final class ChooseSignals
    extends BroadcastProcessFunction<RawMessage, ModelChange, Tuple2<Integer, ServicePart>> {

  private static final long serialVersionUID = 1L;

  /** The models, by service. */
  public static final MapStateDescriptor<String, ModelChange> MODELS = Models.STATE;

  private final Watch watch;

  private transient boolean changed;
  private transient boolean any;

  /**
   * @param watch which series are ignored
   */
  public ChooseSignals(Watch watch) {
    this.watch = watch;
  }

  @Override
  public void open(OpenContext context) {
    changed = true;
  }

  @Override
  public void processElement(
      RawMessage message, ReadOnlyContext context, Collector<Tuple2<Integer, ServicePart>> out)
      throws Exception {
    ReadOnlyBroadcastState<String, ModelChange> state = context.getBroadcastState(MODELS);
    if (changed) {
      any = state.immutableEntries().iterator().hasNext();
      changed = false;
    }
    if (!any) {
      return;
    }
    Iterable<Rollup> rollups;
    try {
      rollups = RollupCodec.decode(message.value());
    } catch (IllegalArgumentException e) {
      return;
    }
    // Rollups of one series share it.
    IdentityHashMap<Series, Boolean> chosen = new IdentityHashMap<>();
    for (Rollup rollup : rollups) {
      if (rollup.resolution() == Resolution.MINUTE) {
        Series series = rollup.series();
        Boolean known = chosen.get(series);
        if (known == null) {
          known = isChosen(series, state);
          chosen.put(series, known);
        }
        if (known) {
          out.collect(Tuple2.of(message.partition(), ServicePart.of(rollup)));
        }
      }
    }
  }

  private boolean isChosen(Series series, ReadOnlyBroadcastState<String, ModelChange> state)
      throws Exception {
    ModelChange change = state.get(series.resource().service());
    FittedModel model = change == null ? null : change.model();
    return model != null
        && model.signals().contains(series.metric())
        && !AnomalyEcho.isIn(series.metric())
        && !watch.ignored().contains(series);
  }

  @Override
  public void processBroadcastElement(
      ModelChange change, Context context, Collector<Tuple2<Integer, ServicePart>> out)
      throws Exception {
    Models.update(context.getBroadcastState(MODELS), change);
    changed = true;
  }
}
