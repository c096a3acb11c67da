package io.watchlake.model.delivery;

import io.watchlake.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One report about delivery, as it was received: immutable, and the same wherever it came from.
 * Every figure is a function of the set of these.
 *
 * @param origin where it came from
 * @param timeline the timeline's name
 * @param source who reported it; with {@code id} its identity, by which repeats are recognised
 * @param id unique within {@code source}
 * @param type the type it was reported under, such as {@code dev.cdevents.change.merged.0.2.0}
 * @param timeUnixNano when it happened, nanoseconds since the epoch, UTC
 * @param service the service it speaks of, or {@link #UNKNOWN_SERVICE}
 * @param chainId what ties events of one chain together; null where none is given
 * @param fact what it says
 */
public record DeliveryEvent(
    Origin origin,
    String timeline,
    String source,
    String id,
    String type,
    long timeUnixNano,
    String service,
    @Nullable String chainId,
    DeliveryFact fact) {

  /** The service of what names none. */
  public static final String UNKNOWN_SERVICE = "unknown";

  /** The identity as one text. */
  public String key() {
    return source + '\n' + id;
  }

  /** The same report, about another service. */
  public DeliveryEvent about(String otherService) {
    return new DeliveryEvent(
        origin, timeline, source, id, type, timeUnixNano, otherService, chainId, fact);
  }

  /** The same report, saying something else. */
  public DeliveryEvent saying(DeliveryFact otherFact) {
    return new DeliveryEvent(
        origin, timeline, source, id, type, timeUnixNano, service, chainId, otherFact);
  }
}
