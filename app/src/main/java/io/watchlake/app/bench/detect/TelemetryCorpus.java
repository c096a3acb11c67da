package io.watchlake.app.bench.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.json.Json;
import io.watchlake.connectors.otlp.codec.OtlpJson;
import io.watchlake.connectors.otlp.codec.OtlpJsonException;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Recordings with labelled faults: {@code <system>/labels.json} and {@code
 * <system>/<case>/metrics.ndjson.gz}, an OTLP/JSON request a line.
 *
 * @param folder where they lie
 */
record TelemetryCorpus(Path folder) {

  private static final String LABELS = "labels.json";
  private static final String METRICS = "metrics.ndjson.gz";

  /** Reads the recordings of each system, those without a fault first, each kind by its name. */
  Map<String, List<TelemetryCase>> read() throws IOException {
    Map<String, List<TelemetryCase>> systems = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> folders = Files.list(folder)) {
        for (Path system : folders.filter(one -> Files.exists(one.resolve(LABELS))).toList()) {
          systems.put(String.valueOf(system.getFileName()), cases(system));
        }
      }
    }
    if (systems.isEmpty()) {
      throw CommandException.badInput(
          "--telemetry " + folder + ": there is no folder in it with " + LABELS);
    }
    return systems;
  }

  private static List<TelemetryCase> cases(Path system) throws IOException {
    List<TelemetryCase> cases = new ArrayList<>();
    for (JsonNode label : Json.mapper().readTree(system.resolve(LABELS).toFile()).path("cases")) {
      String id = label.path("case_id").asText();
      JsonNode fault = label.path("fault");
      Path metrics = system.resolve(id).resolve(METRICS);
      if (!Files.exists(metrics)) {
        throw CommandException.badInput("there is no " + metrics);
      }
      cases.add(
          new TelemetryCase(
              id,
              fault.isMissingNode()
                  ? null
                  : new TelemetryCase.Fault(
                      fault.path("service").asText(),
                      fault.path("type").asText(),
                      TimeUnit.NANOSECONDS.toMillis(fault.path("start_unix_nano").asLong())),
              series(metrics)));
    }
    cases.sort(
        Comparator.comparing((TelemetryCase one) -> one.fault() != null)
            .thenComparing(TelemetryCase::id));
    return cases;
  }

  private static Map<String, Map<String, NavigableMap<Long, Double>>> series(Path file)
      throws IOException {
    Map<String, Map<String, NavigableMap<Long, List<Double>>>> points = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        ExportMetricsServiceRequest request =
            OtlpJson.parse(
                line.getBytes(StandardCharsets.UTF_8),
                ExportMetricsServiceRequest.getDefaultInstance());
        request.getResourceMetricsList().forEach(resource -> add(resource, points));
      }
    } catch (OtlpJsonException e) {
      throw CommandException.badInput(file + ": " + e.getMessage());
    }
    Map<String, Map<String, NavigableMap<Long, Double>>> series = new TreeMap<>();
    points.forEach(
        (service, metrics) ->
            metrics.forEach(
                (metric, minutes) ->
                    minutes.forEach(
                        (minute, values) ->
                            series
                                .computeIfAbsent(service, unseen -> new TreeMap<>())
                                .computeIfAbsent(metric, unseen -> new TreeMap<>())
                                .put(minute, mean(values)))));
    return series;
  }

  private static void add(
      ResourceMetrics resource, Map<String, Map<String, NavigableMap<Long, List<Double>>>> points) {
    String service = Resource.UNKNOWN_SERVICE;
    for (KeyValue attribute : resource.getResource().getAttributesList()) {
      if (attribute.getKey().equals(SeriesLabels.SERVICE_NAME)) {
        service = attribute.getValue().getStringValue();
      }
    }
    for (ScopeMetrics scope : resource.getScopeMetricsList()) {
      for (Metric metric : scope.getMetricsList()) {
        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
          long minute =
              TimeUnit.NANOSECONDS.toMillis(Resolution.MINUTE.windowOf(point.getTimeUnixNano()));
          points
              .computeIfAbsent(service, unseen -> new TreeMap<>())
              .computeIfAbsent(metric.getName(), unseen -> new TreeMap<>())
              .computeIfAbsent(minute, unseen -> new ArrayList<>())
              .add(point.hasAsInt() ? point.getAsInt() : point.getAsDouble());
        }
      }
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }
}
