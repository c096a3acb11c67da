package io.watchlake.app.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpHeaders;
import io.watchlake.connectors.cloudevents.codec.CloudEventWriter;
import io.watchlake.connectors.devlake.codec.DevLakeDecoder;
import java.util.List;

/**
 * The generic webhook of Apache DevLake: a bearer token, or an HMAC in {@code X-Hub-Signature-256}.
 * What has an {@code issueKey} is an incident, unless its {@code type} is another; anything else a
 * deployment. The body tells repeats: posts with the same id may differ, as an incident does when
 * it is over.
 */
final class DevLakeHook implements Hook {

  private static final String SOURCE = "/webhooks/devlake";

  @Override
  public Credential check(HttpHeaders headers, byte[] body, byte[] secret) {
    return Webhook.signedOrBearer(headers, body, secret);
  }

  @Override
  public List<byte[]> messages(HttpHeaders headers, byte[] body) {
    JsonNode json = Body.json(body);
    String kind = "deployment";
    if (json.has("issueKey")) {
      kind = json.path("type").asText("INCIDENT").equals("INCIDENT") ? "incident" : "issue";
    }
    return List.of(
        CloudEventWriter.write(SOURCE, Body.digest(body), DevLakeDecoder.PREFIX + kind, body));
  }
}
