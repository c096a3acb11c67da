package io.watchlake.jobs.stage.type;

import io.watchlake.model.delivery.DeliveryEvent;
import org.jspecify.annotations.Nullable;

/**
 * One end of a link between a service and an event that does not name it: the service's deployments
 * name the event's change or artifact.
 *
 * @param reference what both ends name
 * @param service the service at this end; for an event the one that it is about anyway
 * @param event the event at this end; null where this end is the service's
 */
public record DeliveryLink(String reference, String service, @Nullable DeliveryEvent event) {}
