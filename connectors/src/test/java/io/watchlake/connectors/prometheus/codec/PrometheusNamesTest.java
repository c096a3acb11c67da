package io.watchlake.connectors.prometheus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("In Prometheus")
class PrometheusNamesTest {

  @ParameterizedTest(name = "{0} in {1}, {2}: {3}")
  @CsvSource({
    "http.server.request.duration, s, histogram, http_server_request_duration_seconds",
    "http.server.requests, '{request}', counter, http_server_requests_total",
    "system.cpu.time, s, counter, system_cpu_time_seconds_total",
    "node_cpu_seconds_total, s, counter, node_cpu_seconds_total",
    "system.memory.utilization, 1, gauge, system_memory_utilization_ratio",
    "cache.ratio.hit, 1, gauge, cache_hit_ratio",
    "errors, 1, counter, errors_total",
    "disk.io, By/s, gauge, disk_io_bytes_per_second",
    "disk.bytes, By, sum, disk_bytes",
    "queue size!, '', gauge, queue_size",
    "3d.print.time, min, gauge, _3d_print_time_minutes",
    "job:latency:p99, ms, gauge, job:latency:p99_milliseconds",
    "a..b__c, '', gauge, a_b_c",
    "weight, widget, gauge, weight_widget"
  })
  @DisplayName("a metric's name has its unit and _total:")
  void metric(String name, String unit, String kind, String expected) {
    assertThat(PrometheusNames.metric(series(name, unit, kind, Scope.EMPTY, Attributes.EMPTY)))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("a metric that came from there has the name it came with")
  void roundTrip() {
    Scope scope = new Scope(RemoteWriteToOtlp.SCOPE, "", null);

    Series series = series("requests_created", "s", "gauge", scope, Attributes.EMPTY);

    assertThat(PrometheusNames.metric(series)).isEqualTo("requests_created");
    assertThat(PrometheusNames.labels(series))
        .isEqualTo(Map.of("job", "web/shop", "instance", "i-1"));
  }

  @Test
  @DisplayName("labels are attributes of any type, by clean names, and none replaces another")
  void labels() {
    Attributes attributes =
        new Attributes(
            Map.of(
                "http.route",
                "/buy",
                "http_route",
                "/sell",
                "job",
                "inner",
                "empty",
                "",
                "1st",
                "x"),
            Map.of("code", 200L),
            Map.of("share", 0.5),
            Map.of("ok", true),
            "{\"tags\":[\"a\",1]}");
    Scope scope = new Scope("io.shop", "1.2", "{\"team\":\"blue\"}");

    assertThat(PrometheusNames.labels(series("m", "", "gauge", scope, attributes)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("code", "200"),
                Map.entry("exported_job", "inner"),
                Map.entry("http_route", "/buy;/sell"),
                Map.entry("instance", "i-1"),
                Map.entry("job", "web/shop"),
                Map.entry("key_1st", "x"),
                Map.entry("ok", "true"),
                Map.entry("otel_scope_name", "io.shop"),
                Map.entry("otel_scope_team", "blue"),
                Map.entry("otel_scope_version", "1.2"),
                Map.entry("share", "0.5"),
                Map.entry("tags", "[\"a\",1]")));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1, 1",
    "0.005, 0.005",
    "1e-10, 1.0e-10",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "1e20, 1.0e20"
  })
  @DisplayName("numbers in labels are:")
  void numbers(double value, String expected) {
    assertThat(PrometheusNames.number(value)).isEqualTo(expected);
  }

  private static Series series(
      String metric, String unit, String kind, Scope scope, Attributes attributes) {
    Attributes resource =
        new Attributes(
            Map.of(
                "service.name", "shop",
                "service.namespace", "web",
                "service.instance.id", "i-1",
                "host.name", "h"),
            Map.of(),
            Map.of(),
            Map.of(),
            null);
    return new Series(
        1,
        2,
        metric,
        "",
        unit,
        switch (kind) {
          case "gauge" -> MetricKind.GAUGE;
          case "histogram" -> MetricKind.HISTOGRAM;
          default -> MetricKind.SUM;
        },
        Temporality.CUMULATIVE,
        kind.equals("counter"),
        new Resource("shop", resource),
        scope,
        attributes);
  }
}
