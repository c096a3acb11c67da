package io.watchlake.app.webhook;

import com.linecorp.armeria.common.HttpHeaders;
import io.watchlake.connectors.cloudevents.codec.CloudEventWriter;
import io.watchlake.connectors.github.codec.GitHubDecoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GitHub's webhooks: signed by HMAC in {@code X-Hub-Signature-256}, their event's name in {@code
 * X-GitHub-Event}, and an id in {@code X-GitHub-Delivery} that a redelivery has too.
 */
final class GitHubHook implements Hook {

  private static final String SOURCE = "/webhooks/github";
  private static final Pattern EVENT = Pattern.compile("[a-z][a-z_]{0,63}");

  @Override
  public Credential check(HttpHeaders headers, byte[] body, byte[] secret) {
    return Proof.ofHubSignature(headers.get(Webhook.HUB_SIGNATURE), body, secret);
  }

  @Override
  public List<byte[]> messages(HttpHeaders headers, byte[] body) throws WebhookException {
    String event = headers.get("x-github-event");
    if (event == null || !EVENT.matcher(event).matches()) {
      throw new WebhookException(
          "X-GitHub-Event is missing or no name of an event; send the headers that GitHub sends");
    }
    String delivery = headers.get("x-github-delivery");
    if (delivery == null || delivery.isBlank()) {
      throw new WebhookException(
          "X-GitHub-Delivery is missing; send the headers that GitHub sends");
    }
    return List.of(
        CloudEventWriter.write(SOURCE, delivery.strip(), GitHubDecoder.PREFIX + event, body));
  }
}
