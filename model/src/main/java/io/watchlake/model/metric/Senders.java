package io.watchlake.model.metric;

/** Who sends what the catalogue's metrics come from. */
final class Senders {

  static final String NODE_EXPORTER = "Prometheus node exporter";
  static final String BLACKBOX_EXPORTER = "Prometheus blackbox exporter";
  static final String HOST_METRICS = "OpenTelemetry Collector, hostmetrics receiver";
  static final String JAVA_AGENT = "OpenTelemetry Java agent";

  static final String WORKFLOW_ENGINE = "the workflow engine";
  static final String COMMUNICATION = "the communication services";
  static final String RESOURCE_ALLOCATION = "the resource allocation";
  static final String AGENTS = "the AI agents";
  static final String SECURITY = "the platform's security services";
  static final String LOGS = "the job `logs`";
  static final String DELIVERY = "the job `delivery`";

  private Senders() {}
}
