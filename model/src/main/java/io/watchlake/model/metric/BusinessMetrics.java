package io.watchlake.model.metric;

import static io.watchlake.model.metric.Senders.AGENTS;
import static io.watchlake.model.metric.Senders.DELIVERY;
import static io.watchlake.model.metric.Senders.SECURITY;

import java.util.List;

/** What is known of the business: delivery, the agents' work, security. */
final class BusinessMetrics {

  private static final String AREA = "business";
  private static final double HOURS_IN_A_SECOND = 1 / 3600.0;

  private BusinessMetrics() {}

  static List<CatalogueMetric> all() {
    return List.of(
        metric("dora_compliance", "deployment_frequency", "{deployment}/d", "Deployments a day.")
            .alias("deployments_per_day", "dora_compliance.deployment_frequency")
            .made(DELIVERY)
            .build(),
        metric(
                "dora_compliance",
                "lead_time_for_changes",
                "s",
                "Time from a commit to its deployment.")
            .alias("dora_compliance.lead_time_for_changes")
            .alias("lead_time_hours", "h", HOURS_IN_A_SECOND)
            .made(DELIVERY)
            .build(),
        metric(
                "dora_compliance",
                "change_failure_rate",
                "1",
                "Share of deployments that led to a failure.")
            .alias("dora_compliance.change_failure_rate")
            .alias("change_failure_rate_percentage", "%", 100)
            .made(DELIVERY)
            .build(),
        metric(
                "dora_compliance",
                "time_to_restore_service",
                "s",
                "Time until a failure was repaired.")
            .alias("dora_compliance.time_to_restore_service")
            .alias("mttr_hours", "h", HOURS_IN_A_SECOND)
            .made(DELIVERY)
            .build(),
        metric("agent_performance", "task_completion_rate", "1", "Share of tasks that were done.")
            .alias("agent_performance.task_completion_rate")
            .sent(AGENTS)
            .build(),
        metric("agent_performance", "agent_availability", "1", "Share of time an agent answered.")
            .alias("agent_performance.agent_availability")
            .sent(AGENTS)
            .build(),
        metric("agent_performance", "analysis_accuracy", "1", "Share of analyses that were right.")
            .alias("agent_performance.analysis_accuracy")
            .sent(AGENTS)
            .build(),
        metric("agent_performance", "processing_time", "s", "How long an agent took for a task.")
            .alias("agent_performance.processing_time", "processing_time_seconds")
            .sent(AGENTS)
            .build(),
        metric("security", "authentication_attempts", "{attempt}", "Attempts to log in.")
            .alias("security.authentication_attempts", "authentication_attempts_total")
            .sent(SECURITY)
            .build(),
        metric("security", "authorization_failures", "{failure}", "Requests that were not allowed.")
            .alias("security.authorization_failures", "authorization_failures_total")
            .sent(SECURITY)
            .build(),
        metric("security", "security_incidents", "{incident}", "Security incidents.")
            .alias("security.security_incidents", "security_incidents_total")
            .sent(SECURITY)
            .build(),
        metric("security", "compliance_violations", "{violation}", "Violations of a policy.")
            .alias("security.compliance_violations", "compliance_violations_total")
            .sent(SECURITY)
            .build());
  }

  private static MetricBuilder metric(String group, String name, String unit, String meaning) {
    return new MetricBuilder(AREA, group, name, unit, meaning);
  }
}
