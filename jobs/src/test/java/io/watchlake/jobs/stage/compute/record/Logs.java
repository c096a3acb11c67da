package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.util.Map;

/** Log records of a shop for tests. */
final class Logs {

  /** A second after the epoch, which the first record is of. */
  static final long TIME = 1_000_000_000L;

  private static final Resource SHOP =
      new Resource(
          "shop",
          new Attributes(
              Map.of("service.name", "shop", "till", "none"), Map.of(), Map.of(), Map.of(), null));

  private Logs() {}

  /** A record of a severity, with the till it is of; its number is its place and its nanosecond. */
  static LogRecord of(int number, int severity, String till, String body) {
    return of(
        number,
        TIME + number,
        severity,
        "",
        body,
        SHOP,
        new Attributes(Map.of("till", till), Map.of("items", 3L), Map.of(), Map.of(), "{}"));
  }

  /** A record of a time, nanoseconds since the epoch. */
  static LogRecord at(long unixNano) {
    return of(0, unixNano, 9, "", "", SHOP, Attributes.EMPTY);
  }

  static LogRecord of(
      int severity, String severityText, String body, Resource resource, Attributes attributes) {
    return of(1, TIME, severity, severityText, body, resource, attributes);
  }

  private static LogRecord of(
      int number,
      long unixNano,
      int severity,
      String severityText,
      String body,
      Resource resource,
      Attributes attributes) {
    return new LogRecord(
        new Origin("otlp_logs", 1, 7, number),
        "live",
        resource,
        Scope.EMPTY,
        unixNano,
        0,
        0,
        severity,
        severityText,
        body,
        false,
        "",
        null,
        new byte[] {1, (byte) 0xAB},
        0,
        attributes,
        0);
  }
}
