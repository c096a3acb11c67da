package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.DeliveryLink;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each event to the service that it is about and to all that refer to it, whichever came
 * first. Keyed by the reference. A repeat may be sent again: what follows recognises it.
 *
 * <p>The history of delivery is not forgotten, so neither end is: a deployment may come months
 * after its changes.
 */
public final class LinkServices extends KeyedProcessFunction<String, DeliveryLink, DeliveryEvent> {

  private static final long serialVersionUID = 1L;

  private transient MapState<String, Boolean> services;
  private transient MapState<String, DeliveryEvent> events;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public LinkServices() {}

  @Override
  public void open(OpenContext context) {
    services =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("services", Types.STRING, Types.BOOLEAN));
    events =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("events", Types.STRING, DeliveryTypes.EVENT));
  }

  @Override
  public void processElement(DeliveryLink link, Context context, Collector<DeliveryEvent> out)
      throws Exception {
    DeliveryEvent event = link.event();
    if (event == null) {
      if (!services.contains(link.service())) {
        services.put(link.service(), true);
        for (DeliveryEvent known : events.values()) {
          send(known, link.service(), out);
        }
      }
      return;
    }
    // An artifact is about no service but those that deploy it; changes are their repository's too.
    if (!(event.fact() instanceof ArtifactPackaged)) {
      out.collect(event);
    }
    events.put(event.key(), event);
    for (Map.Entry<String, Boolean> service : services.entries()) {
      send(event, service.getKey(), out);
    }
  }

  private static void send(DeliveryEvent event, String service, Collector<DeliveryEvent> out) {
    if (!service.equals(event.service())) {
      out.collect(event.about(service));
    }
  }
}
