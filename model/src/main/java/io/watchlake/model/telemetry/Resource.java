package io.watchlake.model.telemetry;

/**
 * Who sent a record.
 *
 * @param service {@code service.name}, or {@code unknown_service} where it is missing, as the
 *     OpenTelemetry specification names it
 * @param attributes all attributes of the resource, {@code service.name} among them
 */
public record Resource(String service, Attributes attributes) {

  /** The service of a resource that names none. */
  public static final String UNKNOWN_SERVICE = "unknown_service";
}
