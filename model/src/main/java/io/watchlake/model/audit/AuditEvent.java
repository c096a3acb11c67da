package io.watchlake.model.audit;

import io.watchlake.model.Origin;
import java.util.Map;
import java.util.TreeMap;

/**
 * That something was done or tried.
 *
 * @param origin where the event came from
 * @param timeline the timeline's name
 * @param source who tells of it
 * @param id unique within {@code source}: a repeat has the same
 * @param timeUnixNano when, nanoseconds since the epoch, UTC
 * @param action what was done or tried
 * @param service what it was done to; empty where the event names none
 * @param attributes all that the event tells of it, such as {@code actor} and {@code outcome}
 */
public record AuditEvent(
    Origin origin,
    String timeline,
    String source,
    String id,
    long timeUnixNano,
    String action,
    String service,
    Map<String, String> attributes) {

  public AuditEvent {
    attributes = new TreeMap<>(attributes);
  }
}
