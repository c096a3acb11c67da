package io.watchlake.app.webhook;

import com.linecorp.armeria.common.HttpHeaders;
import io.watchlake.connectors.cloudevents.codec.CloudEventWriter;
import io.watchlake.connectors.gitlab.codec.GitLabDecoder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's webhooks: the secret token in {@code X-Gitlab-Token}, their kind in the body. {@code
 * Idempotency-Key} stays the same when one is sent again; without it the body tells repeats. {@code
 * X-Gitlab-Event-UUID} does not: webhooks that set off others share it with them.
 */
final class GitLabHook implements Hook {

  private static final String SOURCE = "/webhooks/gitlab";

  @Override
  public Credential check(HttpHeaders headers, byte[] body, byte[] secret) {
    return Proof.ofToken(headers.get("x-gitlab-token"), secret);
  }

  @Override
  public List<byte[]> messages(HttpHeaders headers, byte[] body) throws WebhookException {
    String kind = Body.json(body).path("object_kind").asText("");
    if (kind.isEmpty()) {
      kind = kindIn(headers.get("x-gitlab-event"));
    }
    String key = headers.get("idempotency-key");
    String id = key == null || key.isBlank() ? Body.digest(body) : key.strip();
    return List.of(CloudEventWriter.write(SOURCE, id, GitLabDecoder.PREFIX + kind, body));
  }

  /** {@code Merge Request Hook} is {@code merge_request}. */
  private static String kindIn(@Nullable String event) throws WebhookException {
    if (event == null || event.isBlank()) {
      throw new WebhookException(
          "neither object_kind in the body nor X-Gitlab-Event says what this is");
    }
    return event
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll(" hook$", "")
        .replaceAll("[^a-z]+", "_");
  }
}
