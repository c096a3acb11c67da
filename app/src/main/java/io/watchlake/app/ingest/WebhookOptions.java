package io.watchlake.app.ingest;

import io.watchlake.app.webhook.Webhook;
import java.io.IOException;
import java.util.Map;

/**
 * Whose webhooks are taken.
 *
 * @param secrets what senders prove themselves by; webhooks that are not named are not taken
 * @param allowUnsigned whether those that are not named are taken without any proof, from this
 *     machine alone
 */
public record WebhookOptions(Map<Webhook, Source> secrets, boolean allowUnsigned) {

  /** None are taken. */
  public static final WebhookOptions NONE = new WebhookOptions(Map.of(), false);

  /** Where a secret is; asked for each request, so that it can be changed while this runs. */
  @FunctionalInterface
  public interface Source {

    /**
     * The secret.
     *
     * @throws IOException where it is not there; the message says what to do and not the secret
     */
    String reveal() throws IOException;
  }

  public WebhookOptions {
    secrets = Map.copyOf(secrets);
  }
}
