package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchlake.connectors.prometheus.codec.Label;
import io.watchlake.connectors.prometheus.codec.RemoteWriteWriter;
import io.watchlake.connectors.prometheus.codec.Sample;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus remote write as its specifications have it, against a real broker. */
final class RemoteWriteHttpTest {

  private static final String V1 = "application/x-protobuf";
  private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
  private static final long NOW = 1_772_300_000_000L;
  private static final int KIB = 1024;

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;

  @BeforeAll
  static void start() {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
    ingest = new IngestHarness.Running(harness.options());
  }

  @AfterAll
  static void stop() {
    IngestStats.Snapshot left = ingest.service().stats().snapshot();
    ingest.close();
    harness.close();
    assertThat(left.bytesInFlight()).isZero();
    assertThat(left.requestsInFlight()).isZero();
  }

  @Test
  void what_the_answer_says_is_written_is_in_kafka_in_the_order_of_each_series() throws Exception {
    List<TimeSeries> series = new ArrayList<>();
    for (int target = 0; target < 40; target++) {
      for (int second = 0; second < 5; second++) {
        series.add(one("ordered", "shop-" + target, NOW + 1000L * second, second));
      }
    }

    HttpResponse<byte[]> answer = post(V1, snappy(series));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertWritten(answer, 200, 0, 0);
    assertThat(points("ordered")).hasSize(200);
    List<Integer> partitions = new ArrayList<>();
    for (int target = 0; target < 40; target++) {
      String instance = "shop-" + target;
      List<ConsumerRecord<byte[], byte[]>> messages =
          harness.read(Topics.OTLP_METRICS).stream()
              .filter(m -> !pointsOf("ordered", instance, m).isEmpty())
              .toList();
      assertThat(messages).as("one message, so one partition").hasSize(1);
      partitions.add(messages.get(0).partition());
      assertThat(pointsOf("ordered", instance, messages.get(0)))
          .extracting(NumberDataPoint::getAsDouble)
          .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    }
    assertThat(partitions.stream().distinct()).hasSizeGreaterThan(4);
  }

  @Test
  void a_request_of_metadata_alone_is_taken_and_later_samples_are_of_its_kind() throws Exception {
    // prometheus.WriteRequest{metadata: {type: COUNTER, metric_family_name: "odd"}}
    byte[] metadata = {0x1a, 0x07, 0x08, 0x01, 0x12, 0x03, 'o', 'd', 'd'};

    HttpResponse<byte[]> answer = post(V1, SnappyBlock.compress(metadata));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertWritten(answer, 0, 0, 0);

    assertThat(post(V1, snappy(List.of(one("odd", "a", NOW, 1)))).statusCode()).isEqualTo(204);
    assertThat(metrics("odd"))
        .singleElement()
        .satisfies(metric -> assertThat(metric.getSum().getIsMonotonic()).isTrue());
  }

  @Test
  void what_is_right_is_taken_and_what_is_wrong_is_told_with_its_place() throws Exception {
    TimeSeries unsorted =
        TimeSeries.of(
            List.of(new Label("job", "a"), new Label("__name__", "partial")),
            List.of(Sample.of(1, NOW)));

    HttpResponse<byte[]> answer =
        post(
            V1,
            snappy(List.of(one("partial", "a", NOW, 1), unsorted, one("partial", "b", NOW, 2))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertWritten(answer, 2, 0, 0);
    assertThat(words(answer))
        .startsWith("1 samples are not taken, all others are: timeseries[1] ")
        .contains("\"__name__\" stands after \"job\"");
    assertThat(answer.headers().firstValue("retry-after")).isEmpty();
    assertThat(points("partial")).hasSize(2);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "application/json, snappy, 'Content-Type must be application/x-protobuf'",
    "application/x-protobuf;proto=io.prometheus.write.v3.Request, snappy, 'v2.Request'",
    "application/x-protobuf, gzip, 'Content-Encoding must be snappy, not gzip'"
  })
  void what_is_not_understood_is_415_with_the_reason(String type, String coding, String reason)
      throws Exception {
    HttpResponse<byte[]> answer =
        harness.post(url(), snappy(List.of()), "Content-Type", type, "Content-Encoding", coding);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(words(answer)).contains(reason);
  }

  @Test
  void hostile_bytes_are_400_never_500() throws Exception {
    Random random = new Random(20_260_301);
    for (int i = 0; i < 200; i++) {
      byte[] body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      // By half they are a good block of bad protobuf.
      HttpResponse<byte[]> answer =
          post(i % 2 == 0 ? V1 : V2, i % 4 < 2 ? body : SnappyBlock.compress(body));
      assertThat(answer.statusCode()).as(words(answer)).isIn(204, 400, 413);
      if (answer.statusCode() != 204) {
        assertThat(words(answer)).isNotBlank();
      }
      assertWritten(answer, 0, 0, 0);
    }
  }

  @Test
  void a_request_of_version_2_sent_as_version_1_takes_nothing_by_mistake() throws Exception {
    // io.prometheus.write.v2.Request{symbols: "", timeseries: {}}: fields that 1.0 does not have.
    byte[] version2 = {0x22, 0x00, 0x2a, 0x00};

    HttpResponse<byte[]> answer = post(V1, SnappyBlock.compress(version2));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertWritten(answer, 0, 0, 0);
  }

  @Test
  void another_method_is_405_and_an_unknown_timeline_400() throws Exception {
    assertThat(harness.send(HttpRequest.newBuilder(URI.create(url())).build()).statusCode())
        .isEqualTo(405);
    HttpResponse<byte[]> answer =
        harness.post(
            url(),
            snappy(List.of(one("lost", "a", NOW, 1))),
            "Content-Type",
            V1,
            IngestService.TIMELINE,
            "nowhere");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(words(answer)).contains("nowhere");
  }

  @Test
  void while_kafka_is_away_senders_are_told_to_come_again() throws Exception {
    byte[] body = snappy(List.of(one("away", "a", NOW, 1)));
    try (IngestHarness.Running impatient =
        new IngestHarness.Running(
            new IngestOptions(
                harness.broker().bootstrapServers(),
                1024 * KIB,
                1024 * KIB,
                1024 * KIB,
                Duration.ofSeconds(5)))) {
      String url = impatient.httpEndpoint() + RemoteWriteHttp.PATH;
      harness.broker().pause();
      HttpResponse<byte[]> answer = harness.post(url, body, "Content-Type", V1);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
      assertWritten(answer, 0, 0, 0);
      harness.broker().resume();
      assertThat(harness.post(url, body, "Content-Type", V1).statusCode()).isEqualTo(204);
    } finally {
      harness.broker().resume();
    }
    assertThat(points("away")).hasSize(1);
  }

  @Test
  void what_would_be_too_much_in_memory_is_429_or_413() throws Exception {
    byte[] bomb = SnappyBlock.compress(new byte[40 * 1024 * KIB]);
    assertThat(post(V1, bomb).statusCode()).isEqualTo(413);
    try (IngestHarness.Running small =
        new IngestHarness.Running(
            new IngestOptions(
                harness.broker().bootstrapServers(),
                1024 * KIB,
                1024 * KIB,
                1024 * KIB,
                Duration.ofSeconds(5)))) {
      // Fits as a request, but not beside its own compressed bytes.
      HttpResponse<byte[]> answer =
          harness.post(
              small.httpEndpoint() + RemoteWriteHttp.PATH,
              SnappyBlock.compress(new byte[1024 * KIB]),
              "Content-Type",
              V1);
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
    }
  }

  private static TimeSeries one(String name, String instance, long millis, double value) {
    return TimeSeries.of(
        List.of(
            new Label("__name__", name), new Label("instance", instance), new Label("job", "shop")),
        List.of(Sample.of(value, millis)));
  }

  private static byte[] snappy(List<TimeSeries> series) {
    return SnappyBlock.compress(RemoteWriteWriter.write(series));
  }

  private static HttpResponse<byte[]> post(String contentType, byte[] body) throws Exception {
    return harness.post(url(), body, "Content-Type", contentType, "Content-Encoding", "snappy");
  }

  private static String url() {
    return ingest.httpEndpoint() + RemoteWriteHttp.PATH;
  }

  private static String words(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static void assertWritten(
      HttpResponse<byte[]> answer, int samples, int histograms, int exemplars) {
    assertThat(
            IntStream.of(0, 1, 2)
                .mapToObj(i -> List.of("samples", "histograms", "exemplars").get(i))
                .map(
                    kind ->
                        answer
                            .headers()
                            .firstValue("X-Prometheus-Remote-Write-" + kind + "-Written")
                            .orElse("missing")))
        .containsExactly(
            Integer.toString(samples), Integer.toString(histograms), Integer.toString(exemplars));
  }

  private static List<NumberDataPoint> points(String name) throws Exception {
    return metrics(name).stream()
        .flatMap(
            metric ->
                (metric.hasSum()
                        ? metric.getSum().getDataPointsList()
                        : metric.getGauge().getDataPointsList())
                    .stream())
        .toList();
  }

  private static List<Metric> metrics(String name) throws Exception {
    List<Metric> metrics = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : harness.read(Topics.OTLP_METRICS)) {
      ExportMetricsServiceRequest.parseFrom(message.value()).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .filter(metric -> metric.getName().equals(name))
          .forEach(metrics::add);
    }
    return metrics;
  }

  private static List<NumberDataPoint> pointsOf(
      String name, String instance, ConsumerRecord<byte[], byte[]> message) {
    try {
      return ExportMetricsServiceRequest.parseFrom(message.value())
          .getResourceMetricsList()
          .stream()
          .filter(
              resource ->
                  resource.getResource().getAttributesList().stream()
                      .anyMatch(
                          a ->
                              a.getKey().equals("service.instance.id")
                                  && a.getValue().getStringValue().equals(instance)))
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .filter(metric -> metric.getName().equals(name))
          .flatMap(metric -> metric.getGauge().getDataPointsList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
