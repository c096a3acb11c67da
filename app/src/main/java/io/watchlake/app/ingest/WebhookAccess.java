package io.watchlake.app.ingest;

import io.watchlake.app.webhook.Webhook;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a webhook's sender has to know. */
final class WebhookAccess {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookAccess.class);

  private final WebhookOptions options;

  WebhookAccess(WebhookOptions options) {
    this.options = options;
  }

  /**
   * The secret that a request must prove to know; null where none is needed. May read a file.
   *
   * @param remote where the request comes from
   * @param authority the host that it asks for
   * @throws RefusedException where nobody is believed
   */
  byte @Nullable [] secret(Webhook webhook, InetSocketAddress remote, @Nullable String authority) {
    WebhookOptions.Source source = options.secrets().get(webhook);
    if (source == null) {
      if (options.allowUnsigned()
          && remote.getAddress().isLoopbackAddress()
          && Loopback.isNamedBy(authority)) {
        return null;
      }
      throw notConfigured(webhook, "it has no secret to know its senders by");
    }
    String secret;
    try {
      secret = source.reveal().strip();
    } catch (IOException e) {
      LOG.warn("The secret of the webhook {} cannot be read", webhook.label(), e);
      throw notConfigured(webhook, "its secret cannot be read; the log of the server says why");
    }
    if (secret.isEmpty()) {
      throw notConfigured(webhook, "its secret is empty");
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private static RefusedException notConfigured(Webhook webhook, String why) {
    String key = "monitoring.webhooks." + webhook.label() + ".secret";
    return new RefusedException(
        Refusal.NOT_CONFIGURED,
        "webhooks of "
            + webhook.label()
            + " are not taken, "
            + why
            + "; name it by "
            + key
            + "_env or "
            + key
            + "_file in the configuration");
  }
}
