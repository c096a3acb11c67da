package io.watchlake.app.ingest;

import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.watchlake.app.webhook.Webhook;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Takes OTLP in over HTTP and gRPC, Prometheus remote write and webhooks, and writes them to Kafka;
 * it answers when Kafka has acknowledged. One instance holds one Kafka producer and may serve on
 * several ports. Safe for all threads.
 */
public final class IngestService implements AutoCloseable {

  /** Request header (metadata in gRPC): the timeline the records belong to; live without it. */
  public static final String TIMELINE = "x-watchlake-timeline";

  /** Request header of OTLP over HTTP: {@code true} asks for {@link #ORIGINS}. */
  public static final String WANT_ORIGINS = "x-watchlake-want-origins";

  /** Response header: where the records went, as {@link OffsetRange#format} writes it. */
  public static final String ORIGINS = "x-watchlake-origins";

  private final IngestOptions options;
  private final KafkaPublisher publisher;
  private final InFlight inFlight;
  private final IngestStats stats;
  private final Intake intake;
  private final RemoteWriteHttp remoteWrite;
  private final WebhookOptions webhooks;

  /** An ingest that takes no webhooks. */
  public IngestService(IngestOptions options) {
    this(options, WebhookOptions.NONE);
  }

  /** Makes the Kafka producer; Kafka need not answer yet. */
  public IngestService(IngestOptions options, WebhookOptions webhooks) {
    this(options, webhooks, InstantSource.system());
  }

  IngestService(IngestOptions options, WebhookOptions webhooks, InstantSource clock) {
    this.options = options;
    this.webhooks = webhooks;
    this.publisher = new KafkaPublisher(options);
    this.inFlight = new InFlight(options.maxInFlightBytes());
    this.stats = new IngestStats(inFlight::bytes);
    this.intake = new Intake(publisher, stats, clock);
    this.remoteWrite = new RemoteWriteHttp(intake, inFlight, options);
  }

  /**
   * Adds the paths of OTLP over HTTP, {@code /v1/traces} and its like, and owns {@code /v1/}; the
   * one of Prometheus remote write, {@code /api/v1/write}; and those of webhooks.
   */
  public void registerHttp(ServerBuilder server) {
    for (Signal signal : Signal.values()) {
      server
          .route()
          .path(signal.path())
          // Bodies are limited while they are read; Armeria's own limit would answer in its words.
          .maxRequestLength(0)
          .requestTimeout(longestRequest())
          .build(new OtlpHttp(signal, intake, inFlight, options));
    }
    server.serviceUnder("/v1/", OtlpHttp.unknownPath(stats));
    server
        .route()
        .path(RemoteWriteHttp.PATH)
        .maxRequestLength(0)
        .requestTimeout(longestRequest())
        .build(remoteWrite);
    for (Webhook webhook : Webhook.values()) {
      WebhookHttp service = new WebhookHttp(webhook, webhooks, intake, inFlight, options);
      for (String path : webhook.paths()) {
        server
            .route()
            .path(path)
            .maxRequestLength(0)
            .requestTimeout(longestRequest())
            .build(service);
      }
    }
    server.serviceUnder("/webhooks/", WebhookHttp.unknownPath(stats));
  }

  /** Adds the three collector services of OTLP over gRPC. */
  public void registerGrpc(ServerBuilder server) {
    GrpcService grpc = new OtlpGrpc(intake, inFlight).service(options);
    for (Route route : grpc.routes()) {
      server
          .route()
          .addRoute(route)
          .maxRequestLength(0)
          .requestTimeout(longestRequest())
          .build(grpc);
    }
  }

  /** Counters since the start. */
  public IngestStats stats() {
    return stats;
  }

  /** Waits for what is on its way to Kafka; stop the servers first. */
  @Override
  public void close() {
    publisher.close();
  }

  /** Asking for the topic and sending to it may each wait for Kafka; the body takes time too. */
  private Duration longestRequest() {
    return options.deliveryTimeout().multipliedBy(2).plusSeconds(30);
  }
}
