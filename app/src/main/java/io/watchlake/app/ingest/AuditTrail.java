package io.watchlake.app.ingest;

import io.watchlake.app.json.Json;
import io.watchlake.app.webhook.Credential;
import io.watchlake.app.webhook.Webhook;
import io.watchlake.connectors.cloudevents.codec.CloudEventWriter;
import io.watchlake.model.Topics;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the topic of audit events what was tried here; docs/webhooks.md has their form. */
final class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private static final String SOURCE = "/watchlake/ingest";
  private static final String REFUSED = "io.watchlake.audit.webhook_refused";

  private final Intake intake;

  AuditTrail(Intake intake) {
    this.intake = intake;
  }

  /**
   * Tells of a request without proof: neither what it gave as one nor its body.
   *
   * @return done when Kafka has it; or when it does not take it, which is logged: the request is
   *     refused in either case
   */
  CompletableFuture<Void> webhookRefused(
      Webhook webhook,
      String path,
      Credential credential,
      InetSocketAddress remote,
      int bodyBytes,
      Executor executor) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("action", "webhook.receive");
    data.put("outcome", "denied");
    data.put("webhook", webhook.label());
    data.put("credential", credential.code());
    data.put("remote_address", remote.getAddress().getHostAddress());
    data.put("body_bytes", bodyBytes);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", UUID.randomUUID().toString());
    attributes.put("source", SOURCE);
    attributes.put("type", REFUSED);
    attributes.put("time", Instant.ofEpochMilli(intake.clock().millis()).toString());
    attributes.put("subject", path);
    attributes.put("datacontenttype", "application/json");
    byte[] event =
        CloudEventWriter.write(attributes, Json.write(data).getBytes(StandardCharsets.UTF_8));
    return intake
        .keep(Topics.AUDIT_EVENTS, List.of(event), executor)
        .handle(
            (accepted, failure) -> {
              if (failure != null) {
                LOG.error(
                    "A refused webhook of {} from {} is not in the audit events",
                    webhook.label(),
                    remote,
                    failure);
              }
              return null;
            });
  }
}
