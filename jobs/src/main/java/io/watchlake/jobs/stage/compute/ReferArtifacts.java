package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.DeliveryLink;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The ends of links between services that deploy an artifact and events that tell of it. */
public final class ReferArtifacts implements FlatMapFunction<DeliveryEvent, DeliveryLink> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(DeliveryEvent event, Collector<DeliveryLink> out) {
    if (event.fact() instanceof Deployed deployed && deployed.artifactId() != null) {
      out.collect(new DeliveryLink(deployed.artifactId(), event.service(), null));
    } else if (event.fact() instanceof ArtifactPackaged artifact) {
      out.collect(new DeliveryLink(artifact.artifactId(), event.service(), event));
    }
  }
}
