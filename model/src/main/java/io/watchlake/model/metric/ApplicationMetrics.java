package io.watchlake.model.metric;

import static io.watchlake.model.metric.Senders.COMMUNICATION;
import static io.watchlake.model.metric.Senders.JAVA_AGENT;
import static io.watchlake.model.metric.Senders.LOGS;
import static io.watchlake.model.metric.Senders.RESOURCE_ALLOCATION;
import static io.watchlake.model.metric.Senders.WORKFLOW_ENGINE;

import java.util.List;
import java.util.Map;

/** What is known of services: requests, workflows, messages, allocations. */
final class ApplicationMetrics {

  private static final String AREA = "application";

  private static final String REQUESTS = "http.server.request.duration";

  private ApplicationMetrics() {}

  static List<CatalogueMetric> all() {
    return List.of(
        metric("http", "request_rate", "{request}/s", "Requests that a service answered.")
            .computed(JAVA_AGENT, "histogram_count(sum by (service) (rate(" + REQUESTS + "[1m])))")
            .build(),
        metric(
                "http",
                "error_rate",
                "1",
                "Share of a service's requests that it failed to answer: status 5xx.")
            .alias("error_rate_5xx")
            .computed(JAVA_AGENT, share("5.."))
            .build(),
        metric(
                "http",
                "error_rate_4xx",
                "1",
                "Share of a service's requests that it refused: status 4xx.")
            .computed(JAVA_AGENT, share("4.."))
            .build(),
        metric(
                "http",
                "response_time_seconds",
                "s",
                "How long a service took to answer: the quantile that the label says.")
            .computed(JAVA_AGENT, responseTime("0.5"), Map.of("quantile", "0.5"))
            .computed(JAVA_AGENT, responseTime("0.95"), Map.of("quantile", "0.95"))
            .computed(JAVA_AGENT, responseTime("0.99"), Map.of("quantile", "0.99"))
            .build(),
        metric("logs", "log_records_total", "{record}", "Log records that a service wrote.")
            .made(LOGS)
            .build(),
        metric(
                "logs",
                "log_warnings_total",
                "{record}",
                "Log records of severity WARN that a service wrote.")
            .made(LOGS)
            .build(),
        metric(
                "logs",
                "log_errors_total",
                "{record}",
                "Log records of severity ERROR or FATAL that a service wrote.")
            .made(LOGS)
            .build(),
        metric(
                "logs",
                "log_patterns",
                "{pattern}",
                "How many different kinds of log records a service wrote in a minute.")
            .made(LOGS)
            .build(),
        metric("workflow_engine", "workflows_active", "{workflow}", "Workflows under way.")
            .alias("workflow_engine.workflows_active")
            .sent(WORKFLOW_ENGINE)
            .build(),
        metric(
                "workflow_engine",
                "workflows_completed",
                "{workflow}",
                "Workflows that came to an end.")
            .alias("workflow_engine.workflows_completed", "workflows_completed_total")
            .sent(WORKFLOW_ENGINE)
            .build(),
        metric(
                "workflow_engine",
                "workflow_duration_seconds",
                "s",
                "How long workflows took; a histogram.")
            .alias("workflow_engine.workflow_duration_seconds")
            .sent(WORKFLOW_ENGINE)
            .build(),
        metric("workflow_engine", "workflow_error_rate", "1", "Share of workflows that failed.")
            .alias("workflow_engine.error_rate", "workflow_failure_rate")
            .sent(WORKFLOW_ENGINE)
            .build(),
        metric("communication", "messages_sent_total", "{message}", "Messages sent.")
            .alias("communication.messages_sent_total")
            .computed(JAVA_AGENT, "sum by (service) (kafka.producer.record_send_total)")
            .sent(COMMUNICATION)
            .build(),
        metric("communication", "messages_received_total", "{message}", "Messages received.")
            .alias("communication.messages_received_total")
            .computed(JAVA_AGENT, "sum by (service) (kafka.consumer.records_consumed_total)")
            .sent(COMMUNICATION)
            .build(),
        metric(
                "communication",
                "message_latency_seconds",
                "s",
                "Time from sending a message to receiving it; a histogram.")
            .alias("communication.message_latency_seconds")
            .sent(COMMUNICATION)
            .build(),
        metric("communication", "connection_pool_size", "{connection}", "Connections in pools.")
            .alias("communication.connection_pool_size")
            .computed(JAVA_AGENT, "sum by (service, pool.name) (db.client.connections.usage)")
            .sent(COMMUNICATION)
            .build(),
        metric("resource_allocation", "allocations_active", "{allocation}", "Allocations in force.")
            .alias("resource_allocation.allocations_active")
            .sent(RESOURCE_ALLOCATION)
            .build(),
        metric(
                "resource_allocation",
                "allocation_success_rate",
                "1",
                "Share of requests for resources that were met.")
            .alias("resource_allocation.allocation_success_rate")
            .sent(RESOURCE_ALLOCATION)
            .build(),
        metric(
                "resource_allocation",
                "resource_utilization",
                "1",
                "Share of the allocated resources that is used.")
            .alias("resource_allocation.resource_utilization")
            .sent(RESOURCE_ALLOCATION)
            .build(),
        metric(
                "resource_allocation",
                "quota_usage_percentage",
                "%",
                "Share of a quota that is used.")
            .alias("resource_allocation.quota_usage_percentage")
            .sent(RESOURCE_ALLOCATION)
            .build());
  }

  private static String share(String status) {
    return "(histogram_count(sum by (service) (rate("
        + REQUESTS
        + "{http.response.status_code=~\""
        + status
        + "\"}[1m]))) or 0) / histogram_count(sum by (service) (rate("
        + REQUESTS
        + "[1m])))";
  }

  private static String responseTime(String quantile) {
    return "histogram_quantile(" + quantile + ", sum by (service) (rate(" + REQUESTS + "[1m])))";
  }

  private static MetricBuilder metric(String group, String name, String unit, String meaning) {
    return new MetricBuilder(AREA, group, name, unit, meaning);
  }
}
