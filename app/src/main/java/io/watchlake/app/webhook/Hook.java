package io.watchlake.app.webhook;

import com.linecorp.armeria.common.HttpHeaders;
import java.util.List;

/** The webhooks of one kind of sender. */
interface Hook {

  /**
   * Whether a request is genuine.
   *
   * @param body as it was sent
   * @param secret not empty
   */
  Credential check(HttpHeaders headers, byte[] body, byte[] secret);

  /**
   * The messages for {@code delivery_events}; the same request makes the same ones. A body that is
   * broken is kept in them, for the job to refuse with its reason.
   *
   * @param body without its content coding
   * @throws WebhookException where headers do not say what it is
   */
  List<byte[]> messages(HttpHeaders headers, byte[] body) throws WebhookException;
}
