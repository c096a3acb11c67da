package io.watchlake.app.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpHeaders;
import io.watchlake.connectors.cloudevents.codec.CloudEventWriter;
import io.watchlake.connectors.pagerduty.codec.PagerDutyDecoder;
import java.util.List;

/**
 * PagerDuty's webhooks of version 3: {@code X-PagerDuty-Signature} holds one {@code v1=} and HMAC
 * for each secret that is valid, several while it is changed; type and id are in the body.
 */
final class PagerDutyHook implements Hook {

  private static final String SOURCE = "/webhooks/pagerduty";
  private static final String VERSION = "v1=";

  /** More are not looked at; PagerDuty sends two while a secret is changed. */
  private static final int MAX_SIGNATURES = 16;

  @Override
  public Credential check(HttpHeaders headers, byte[] body, byte[] secret) {
    String header = headers.get("x-pagerduty-signature");
    if (header == null) {
      return Credential.MISSING;
    }
    byte[] hmac = Proof.hmac(body, secret);
    for (String signature : header.split(",", MAX_SIGNATURES)) {
      String given = signature.strip();
      if (given.startsWith(VERSION) && Proof.isHmac(given.substring(VERSION.length()), hmac)) {
        return Credential.VALID;
      }
    }
    return Credential.WRONG;
  }

  @Override
  public List<byte[]> messages(HttpHeaders headers, byte[] body) {
    JsonNode event = Body.json(body).path("event");
    String id = event.path("id").asText("");
    return List.of(
        CloudEventWriter.write(
            SOURCE,
            id.isEmpty() ? Body.digest(body) : id,
            PagerDutyDecoder.PREFIX + event.path("event_type").asText("unknown"),
            body));
  }
}
