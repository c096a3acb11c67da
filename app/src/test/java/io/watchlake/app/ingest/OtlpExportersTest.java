package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.watchlake.model.Timeline;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenTelemetry SDK's own exporters as senders, and a broker that goes away meanwhile. */
final class OtlpExportersTest {

  private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;

  @BeforeAll
  static void start() {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
    harness.createTopics(new Timeline("side"));
    harness.createTopics(new Timeline("restart"));
    ingest = new IngestHarness.Running(harness.options());
  }

  @AfterAll
  static void stop() {
    ingest.close();
    harness.close();
  }

  @Test
  void spans_come_over_http_and_grpc_compressed_or_not() throws Exception {
    export(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(ingest.httpEndpoint() + "/v1/traces")
            .setCompression("gzip")
            .build(),
        "http-gzip");
    export(OtlpGrpcSpanExporter.builder().setEndpoint(ingest.grpcEndpoint()).build(), "grpc-plain");
    export(
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(ingest.grpcEndpoint())
            .setCompression("gzip")
            .build(),
        "grpc-gzip");

    assertThat(spans("otlp_spans", "http-gzip")).isEqualTo(20);
    assertThat(spans("otlp_spans", "grpc-plain")).isEqualTo(20);
    assertThat(spans("otlp_spans", "grpc-gzip")).isEqualTo(20);
  }

  @Test
  void grpc_metadata_names_the_timeline() throws Exception {
    export(
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(ingest.grpcEndpoint())
            .addHeader(IngestService.TIMELINE, "side")
            .build(),
        "on-side");

    assertThat(spans("otlp_spans", "on-side")).isZero();
    assertThat(spans("otlp_spans.side", "on-side")).isEqualTo(20);
  }

  @Test
  void an_unknown_timeline_fails_the_export_over_grpc() {
    try (SpanExporter exporter =
            OtlpGrpcSpanExporter.builder()
                .setEndpoint(ingest.grpcEndpoint())
                .addHeader(IngestService.TIMELINE, "nowhere")
                .build();
        SdkTracerProvider tracers =
            SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build()) {
      tracers.get("test").spanBuilder("lost").startSpan().end();
      tracers.forceFlush().join(20, TimeUnit.SECONDS);
    }
    assertThat(ingest.service().stats().snapshot().refused()).containsKey(Refusal.TIMELINE.label());
  }

  @Test
  void metrics_and_logs_come_over_grpc() throws Exception {
    try (SdkMeterProvider meters =
            SdkMeterProvider.builder()
                .registerMetricReader(
                    PeriodicMetricReader.builder(
                            OtlpGrpcMetricExporter.builder()
                                .setEndpoint(ingest.grpcEndpoint())
                                .build())
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build();
        SdkLoggerProvider loggers =
            SdkLoggerProvider.builder()
                .addLogRecordProcessor(
                    SimpleLogRecordProcessor.create(
                        OtlpGrpcLogRecordExporter.builder()
                            .setEndpoint(ingest.grpcEndpoint())
                            .build()))
                .build()) {
      var counter = meters.get("test").counterBuilder("orders").build();
      counter.add(3, Attributes.of(KIND, "a"));
      counter.add(4, Attributes.of(KIND, "b"));
      loggers.get("test").logRecordBuilder().setBody("hello").emit();
      succeeded(meters.forceFlush());
      succeeded(loggers.forceFlush());
    }

    long points = 0;
    for (var message : harness.read("otlp_metrics")) {
      points +=
          ExportMetricsServiceRequest.parseFrom(message.value()).getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .filter(metric -> metric.getName().equals("orders"))
              .mapToLong(metric -> metric.getSum().getDataPointsCount())
              .sum();
    }
    assertThat(points).isGreaterThanOrEqualTo(2);
    List<String> bodies = new ArrayList<>();
    for (var message : harness.read("otlp_logs")) {
      ExportLogsServiceRequest.parseFrom(message.value()).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .forEach(log -> bodies.add(log.getBody().getStringValue()));
    }
    assertThat(bodies).containsExactly("hello");
  }

  /** Requests on their way when the broker stops wait for it; each record is there once after. */
  @Test
  void a_broker_restart_loses_nothing_and_doubles_nothing() throws Exception {
    int requests = 60;
    ExecutorService senders = Executors.newFixedThreadPool(8);
    try {
      List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        byte[] body = OtlpHttpTest.spans("request-" + i, 50).toByteArray();
        answers.add(
            senders.submit(
                () ->
                    harness.post(
                        ingest.httpEndpoint() + "/v1/traces",
                        body,
                        "Content-Type",
                        "application/x-protobuf",
                        IngestService.TIMELINE,
                        "restart")));
        if (i == requests / 3) {
          answers.get(i).get(1, TimeUnit.MINUTES);
          harness.broker().stop();
        }
      }
      harness.broker().start();
      for (Future<HttpResponse<byte[]>> answer : answers) {
        assertThat(answer.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      }
    } finally {
      senders.shutdownNow();
    }

    Map<String, Long> arrived = countByName("otlp_spans.restart");
    assertThat(arrived).hasSize(requests);
    assertThat(arrived.values()).containsOnly(50L);
  }

  private static void export(SpanExporter exporter, String name) {
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build()) {
      for (int i = 0; i < 20; i++) {
        tracers.get("test").spanBuilder(name).startSpan().end();
      }
      succeeded(tracers.forceFlush());
    }
  }

  private static void succeeded(CompletableResultCode result) {
    assertThat(result.join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static long spans(String topic, String name) throws Exception {
    return countByName(topic).getOrDefault(name, 0L);
  }

  private static Map<String, Long> countByName(String topic) throws Exception {
    Map<String, Long> counts = new HashMap<>();
    for (var message : harness.read(topic)) {
      ExportTraceServiceRequest.parseFrom(message.value()).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(span -> counts.merge(span.getName(), 1L, Long::sum));
    }
    return counts;
  }
}
