package io.watchlake.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricCatalogueTest {

  /** Every metric that the platform's own specification, dashboards and alert rules name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpu.utilization_percentage",
        "cpu.load_average",
        "cpu.core_count",
        "memory.utilization_percentage",
        "memory.available_bytes",
        "memory.cache_hit_ratio",
        "disk.utilization_percentage",
        "disk.iops",
        "disk.throughput_mbps",
        "network.bandwidth_utilization",
        "network.packet_loss_rate",
        "network.latency_ms",
        "workflow_engine.workflows_active",
        "workflow_engine.workflows_completed",
        "workflow_engine.workflow_duration_seconds",
        "workflow_engine.error_rate",
        "communication.messages_sent_total",
        "communication.messages_received_total",
        "communication.message_latency_seconds",
        "communication.connection_pool_size",
        "resource_allocation.allocations_active",
        "resource_allocation.allocation_success_rate",
        "resource_allocation.resource_utilization",
        "resource_allocation.quota_usage_percentage",
        "dora_compliance.deployment_frequency",
        "dora_compliance.lead_time_for_changes",
        "dora_compliance.change_failure_rate",
        "dora_compliance.time_to_restore_service",
        "agent_performance.task_completion_rate",
        "agent_performance.agent_availability",
        "agent_performance.analysis_accuracy",
        "agent_performance.processing_time",
        "security.authentication_attempts",
        "security.authorization_failures",
        "security.security_incidents",
        "security.compliance_violations",
        "cpu_utilization_percentage",
        "workflow_error_rate",
        "deployment_frequency",
        "deployments_per_day",
        "lead_time_hours",
        "change_failure_rate",
        "mttr_hours",
        "cpu_usage",
        "memory_usage",
        "disk_usage",
        "workflows_active",
        "error_rate",
        "error_rate_5xx",
        "error_rate_4xx",
        "response_time_seconds"
      })
  void theMetricIsThere(String name) {
    assertThat(MetricCatalogue.find(name)).isPresent();
  }

  @Test
  void anAliasSaysWhatItsUnitMakesOfTheValue() {
    assertThat(MetricCatalogue.canonical("mttr_hours")).isEqualTo("time_to_restore_service");
    assertThat(7200 * MetricCatalogue.factor("mttr_hours")).isCloseTo(2, within(1e-12));
    assertThat(MetricCatalogue.canonical("cpu_usage")).isEqualTo("cpu_utilization_percentage");
    assertThat(MetricCatalogue.factor("cpu_usage")).isEqualTo(1);
    assertThat(MetricCatalogue.canonical("my.own")).isEqualTo("my.own");
    assertThat(MetricCatalogue.factor("my.own")).isEqualTo(1);
  }

  @Test
  void noTwoDerivationsAreTheSame() {
    List<String> versions =
        MetricCatalogue.derivations().stream().map(Derivation::version).toList();
    assertThat(versions).doesNotHaveDuplicates();
  }

  @Test
  void theVersionIsOfTheWholeDefinition() throws Exception {
    Derivation one = Derivation.of("a", "s", "", "sum(x)", Map.of("l", "1"));
    assertThat(one.version()).matches("[0-9a-f]{16}");
    assertThat(Derivation.of("a", "s", "other words", "sum(x)", Map.of("l", "1")).version())
        .isEqualTo(one.version());
    assertThat(
            List.of(
                one.version(),
                Derivation.of("b", "s", "", "sum(x)", Map.of("l", "1")).version(),
                Derivation.of("a", "h", "", "sum(x)", Map.of("l", "1")).version(),
                Derivation.of("a", "s", "", "sum(y)", Map.of("l", "1")).version(),
                Derivation.of("a", "s", "", "sum(x)", Map.of("l", "2")).version()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "a b", "a-b", "é"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> Derivation.checkName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a metric's name");
  }
}
