package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.watchlake.model.RawMessage;
import io.watchlake.testkit.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Real telemetry")
@EnabledIf(value = SharedData.CONDITION, disabledReason = SharedData.MISSING)
class RealTelemetryTest {

  private static final String SYSTEM = "TrainTicket";

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"tt-2023-01-29-085206", "tt-2023-01-30-140016"})
  @DisplayName("is read from JSON and decoded without a loss or a dead letter: ")
  void decoded(String name) throws IOException, OtlpJsonException {
    Path folder = SharedData.telemetry().resolve(SYSTEM);
    JsonNode counts = counts(folder.resolve("labels.json"), name);
    Decoded decoded = new Decoded();
    int records = 0;

    SpanDecoder spans = new SpanDecoder(Decoded.LIMITS);
    for (Message request :
        requests(
            folder.resolve(name).resolve("traces.ndjson.gz"),
            ExportTraceServiceRequest.getDefaultInstance())) {
      records += OtlpRecords.count(request);
      spans.decode(message("otlp_spans.train-ticket", request), decoded);
    }
    LogDecoder logs = new LogDecoder(Decoded.LIMITS);
    for (Message request :
        requests(
            folder.resolve(name).resolve("logs.ndjson.gz"),
            ExportLogsServiceRequest.getDefaultInstance())) {
      records += OtlpRecords.count(request);
      logs.decode(message("otlp_logs.train-ticket", request), decoded);
    }
    MetricDecoder metrics = new MetricDecoder(Decoded.LIMITS);
    for (Message request :
        requests(
            folder.resolve(name).resolve("metrics.ndjson.gz"),
            ExportMetricsServiceRequest.getDefaultInstance())) {
      records += OtlpRecords.count(request);
      metrics.decode(message("otlp_metrics.train-ticket", request), decoded);
    }

    assertThat(decoded.deadLetters).isEmpty();
    assertThat(decoded.spans).hasSize(counts.get("spans").intValue());
    assertThat(decoded.logs).hasSize(counts.get("log_records").intValue());
    assertThat(decoded.numbers).hasSize(counts.get("metric_points").intValue());
    assertThat(decoded.rows()).isEqualTo(records);
    assertThat(
            decoded.spans.stream()
                .map(span -> new String(span.traceId(), StandardCharsets.ISO_8859_1))
                .distinct())
        .hasSize(counts.get("traces").intValue());
  }

  private static RawMessage message(String topic, Message request) {
    return Requests.message(topic, request.toByteArray());
  }

  private static List<Message> requests(Path file, Message prototype)
      throws IOException, OtlpJsonException {
    List<Message> requests = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(OtlpJson.parse(line.getBytes(StandardCharsets.UTF_8), prototype));
      }
    }
    assertThat(requests).isNotEmpty();
    return requests;
  }

  private static JsonNode counts(Path labels, String name) throws IOException {
    for (JsonNode each : new ObjectMapper().readTree(labels.toFile()).get("cases")) {
      if (each.get("case_id").asText().equals(name)) {
        return each.get("counts");
      }
    }
    throw new AssertionError(labels + " has no case " + name);
  }
}
