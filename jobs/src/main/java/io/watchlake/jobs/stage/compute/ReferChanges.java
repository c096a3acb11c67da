package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.DeliveryLink;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.ServiceMap;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The ends of links between services that deploy a change, or an artifact made of it, or whose own
 * files it touches, and events that tell of it. Artifacts come here once they are linked to a
 * service.
 */
public final class ReferChanges implements FlatMapFunction<DeliveryEvent, DeliveryLink> {

  private static final long serialVersionUID = 1L;

  private final ServiceMap map;

  public ReferChanges(ServiceMap map) {
    this.map = map;
  }

  @Override
  public void flatMap(DeliveryEvent event, Collector<DeliveryLink> out) {
    if (event.fact() instanceof Deployed deployed) {
      refer(deployed.changes(), event.service(), out);
      if (deployed.changes().isEmpty() && deployed.commit() != null) {
        refer(List.of(deployed.commit()), event.service(), out);
      }
    } else if (event.fact() instanceof ArtifactPackaged artifact
        && !event.service().equals(DeliveryEvent.UNKNOWN_SERVICE)) {
      refer(artifact.changes(), event.service(), out);
    } else if (event.fact() instanceof ChangeMerged change) {
      for (String service : map.ofChange(change.repository(), change.paths())) {
        out.collect(new DeliveryLink(change.changeId(), service, null));
      }
      out.collect(new DeliveryLink(change.changeId(), event.service(), event));
    }
  }

  private static void refer(List<String> changes, String service, Collector<DeliveryLink> out) {
    for (String change : changes) {
      out.collect(new DeliveryLink(change, service, null));
    }
  }
}
