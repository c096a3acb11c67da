package io.watchlake.jobs.stage.enrich;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.ServiceMap;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Gives deployments and incidents to the services that they are of by the {@link ServiceMap}: one
 * of a whole repository becomes one of each of its services. Changes stay with their repository,
 * since several events tell of one; they are given on where those come together.
 *
 * <p>The files of a change are let go here where the map has no use for them: histories are kept
 * for ever, and most changes touch files that nobody asks for.
 */
public final class MapServices implements FlatMapFunction<DeliveryEvent, DeliveryEvent> {

  private static final long serialVersionUID = 1L;

  private final ServiceMap map;

  public MapServices(ServiceMap map) {
    this.map = map;
  }

  @Override
  public void flatMap(DeliveryEvent event, Collector<DeliveryEvent> out) {
    DeliveryFact fact = event.fact();
    if (fact instanceof Deployed deployed) {
      give(event, deployed.artifactId(), deployed.environment(), out);
    } else if (fact instanceof IncidentReported incident) {
      give(event, incident.artifactId(), incident.environment(), out);
    } else if (fact instanceof ChangeMerged change
        && !change.paths().isEmpty()
        && !map.covers(change.repository())) {
      out.collect(event.saying(change.withPaths(List.of())));
    } else {
      out.collect(event);
    }
  }

  private void give(
      DeliveryEvent event,
      @Nullable String artifact,
      @Nullable String environment,
      Collector<DeliveryEvent> out) {
    for (String service : map.ofSubject(event.service(), artifact, environment)) {
      out.collect(service.equals(event.service()) ? event : event.about(service));
    }
  }
}
