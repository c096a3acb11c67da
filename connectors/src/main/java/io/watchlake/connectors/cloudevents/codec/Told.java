package io.watchlake.connectors.cloudevents.codec;

import io.watchlake.model.delivery.DeliveryFact;

/**
 * One thing that a message says; some say several.
 *
 * @param part what tells it apart from the others of the message, appended to the message's id
 * @param service what it is about
 * @param timeUnixNano when it happened, nanoseconds since the epoch, UTC
 */
public record Told(String part, String service, long timeUnixNano, DeliveryFact fact) {}
