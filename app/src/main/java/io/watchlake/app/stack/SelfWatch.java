package io.watchlake.app.stack;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What the OpenTelemetry agent in our own processes sends to our own ingest.
 *
 * <p>The stack must not watch itself watching: a span for each message that carries spans would
 * feed on itself. So every instrumentation is off unless named here. Kafka, search and Flink send
 * the metrics of their JVM; the server process also sends what it logs and the spans it makes
 * itself, and never one for a request that carries telemetry.
 */
final class SelfWatch {

  private static final String EXPORT_INTERVAL_MILLIS = "10000";

  private SelfWatch() {}

  /** The agent's settings as JVM options. */
  static List<String> options(String component, URI ingest) {
    List<String> options = new ArrayList<>();
    options.add("-Dotel.service.name=watchlake-" + component);
    options.add("-Dotel.exporter.otlp.endpoint=" + ingest);
    options.add("-Dotel.exporter.otlp.protocol=http/protobuf");
    options.add("-Dotel.metrics.exporter=otlp");
    options.add("-Dotel.metric.export.interval=" + EXPORT_INTERVAL_MILLIS);
    options.add("-Dotel.instrumentation.common.default-enabled=false");
    options.add("-Dotel.instrumentation.runtime-telemetry.enabled=true");
    // Command lines name folders of the user; the service's name says enough.
    options.add("-Dotel.java.disabled.resource.providers=" + ProcessProviders.ALL);
    if (component.equals(Components.SERVER)) {
      options.add("-Dotel.traces.exporter=otlp");
      options.add("-Dotel.logs.exporter=otlp");
      options.add("-Dotel.instrumentation.log4j-appender.enabled=true");
      options.add("-Dotel.instrumentation.opentelemetry-api.enabled=true");
    } else {
      options.add("-Dotel.traces.exporter=none");
      options.add("-Dotel.logs.exporter=none");
    }
    return options;
  }

  private static final class ProcessProviders {
    static final String ALL = "io.opentelemetry.instrumentation.resources.ProcessResourceProvider";
  }
}
