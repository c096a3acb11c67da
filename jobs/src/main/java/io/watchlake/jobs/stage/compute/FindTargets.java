package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.prometheus.codec.PrometheusNames;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.jobs.stage.type.ArrivedTarget;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells of each resource what is known of it, once a message and window of a minute. Rollups of one
 * message share the objects of their resources, so that all but the first cost a look.
 */
public final class FindTargets extends ProcessFunction<ArrivedRollup, ArrivedTarget> {

  private static final long serialVersionUID = 1L;

  private transient IdentityHashMap<Resource, Long> told;
  private transient int partition;
  private transient long offset;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public FindTargets() {}

  @Override
  public void open(OpenContext context) {
    told = new IdentityHashMap<>();
  }

  @Override
  public void processElement(ArrivedRollup arrived, Context context, Collector<ArrivedTarget> out) {
    Origin origin = arrived.origin();
    if (origin.partition() != partition || origin.offset() != offset) {
      partition = origin.partition();
      offset = origin.offset();
      told.clear();
    }
    if (arrived.rollup().resolution() != Resolution.MINUTE) {
      return;
    }
    long end = arrived.rollup().endUnixNano();
    Resource resource = arrived.rollup().series().resource();
    Long before = told.get(resource);
    if (before != null && before >= end) {
      return;
    }
    told.put(resource, end);
    Map<String, String> labels = PrometheusNames.target(resource);
    if (!labels.isEmpty()) {
      out.collect(
          new ArrivedTarget(
              origin, arrived.rollup().timeline(), arrived.arrivalMillis(), end, labels));
    }
  }
}
