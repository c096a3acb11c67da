package io.watchlake.app.ingest;

import com.linecorp.armeria.server.Server;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.testkit.KafkaBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An ingest on free ports before a real broker, and ways to look at both from outside. */
public final class IngestHarness implements AutoCloseable {

  private final KafkaBroker broker;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public IngestHarness(Path directory) {
    broker = KafkaBroker.start(directory.resolve("kafka"));
  }

  public KafkaBroker broker() {
    return broker;
  }

  public IngestOptions options() {
    return IngestOptions.of(broker.bootstrapServers());
  }

  /** A running ingest; closing it stops its server first. */
  public static final class Running implements AutoCloseable {
    private final IngestService service;
    private final Server http;
    private final Server grpc;

    public Running(IngestOptions options) {
      this(options, WebhookOptions.NONE);
    }

    public Running(IngestOptions options, WebhookOptions webhooks) {
      service = new IngestService(options, webhooks);
      var httpServer = Server.builder().http(loopback());
      service.registerHttp(httpServer);
      http = httpServer.build();
      http.start().join();
      var grpcServer = Server.builder().http(loopback());
      service.registerGrpc(grpcServer);
      grpc = grpcServer.build();
      grpc.start().join();
    }

    public IngestService service() {
      return service;
    }

    public String httpEndpoint() {
      return "http://127.0.0.1:" + http.activeLocalPort();
    }

    public String grpcEndpoint() {
      return "http://127.0.0.1:" + grpc.activeLocalPort();
    }

    @Override
    public void close() {
      http.stop().join();
      grpc.stop().join();
      service.close();
    }

    private static InetSocketAddress loopback() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
  }

  public void createTopics(Timeline timeline) {
    try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
      admin.createMissing(timeline, (short) 1);
    }
  }

  /** Everything in a topic now, partition by partition. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /** How many spans of a name are in the live topic now. */
  long spansNamed(String name) throws IOException {
    long count = 0;
    for (ConsumerRecord<byte[], byte[]> message : read(Topics.OTLP_SPANS)) {
      count +=
          ExportTraceServiceRequest.parseFrom(message.value()).getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .flatMap(scope -> scope.getSpansList().stream())
              .filter(span -> span.getName().equals(name))
              .count();
    }
    return count;
  }

  HttpResponse<byte[]> post(String url, byte[] body, String... headers) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .headers(headers)
            .build());
  }

  HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    broker.close();
  }
}
