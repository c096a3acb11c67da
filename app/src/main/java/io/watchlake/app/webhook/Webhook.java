package io.watchlake.app.webhook;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import java.util.List;

/** The webhooks that are taken, each with its paths and its own secret. */
public enum Webhook {
  GITHUB("github"),
  GITLAB("gitlab"),
  /** What users of Apache DevLake post; its own paths end in the same words. */
  DEVLAKE("devlake"),
  PAGERDUTY("pagerduty"),
  CLOUDEVENTS("cloudevents");

  static final String HUB_SIGNATURE = "x-hub-signature-256";

  private final String label;

  Webhook(String label) {
    this.label = label;
  }

  /** The name in the configuration and in audit events. */
  public String label() {
    return label;
  }

  /** Where it is taken. */
  public List<String> paths() {
    return switch (this) {
      case DEVLAKE ->
          List.of(
              "/webhooks/devlake",
              "/webhooks/devlake/deployments",
              "/webhooks/devlake/incidents",
              "/webhooks/devlake/issues");
      case CLOUDEVENTS -> List.of("/cloudevents");
      case GITHUB, GITLAB, PAGERDUTY -> List.of("/webhooks/" + label);
    };
  }

  /** How its sender does it; without state. */
  private Hook hook() {
    return switch (this) {
      case GITHUB -> new GitHubHook();
      case GITLAB -> new GitLabHook();
      case DEVLAKE -> new DevLakeHook();
      case PAGERDUTY -> new PagerDutyHook();
      case CLOUDEVENTS -> new CloudEventsHook();
    };
  }

  /**
   * Whether a request is genuine.
   *
   * @param body as it was sent
   * @param secret not empty
   */
  public Credential check(HttpHeaders headers, byte[] body, byte[] secret) {
    if (secret.length == 0) {
      throw new IllegalArgumentException("an empty secret proves nothing");
    }
    return hook().check(headers, body, secret);
  }

  /**
   * The messages for {@code delivery_events}; the same request makes the same ones. A body that is
   * broken is kept in them, for the job to refuse with its reason.
   *
   * @param body without its content coding
   * @throws WebhookException where headers do not say what it is
   */
  public List<byte[]> messages(HttpHeaders headers, byte[] body) throws WebhookException {
    return hook().messages(headers, body);
  }

  static Credential signedOrBearer(HttpHeaders headers, byte[] body, byte[] secret) {
    String signature = headers.get(HUB_SIGNATURE);
    return signature == null
        ? Proof.ofBearer(headers.get(HttpHeaderNames.AUTHORIZATION), secret)
        : Proof.ofHubSignature(signature, body, secret);
  }
}
