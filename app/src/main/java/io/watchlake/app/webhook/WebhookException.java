package io.watchlake.app.webhook;

/** A genuine request that cannot be told from others: a header is missing that names it. */
public final class WebhookException extends Exception {

  private static final long serialVersionUID = 1L;

  WebhookException(String message) {
    // Senders can cause many of these: no stack trace, the message names the header.
    super(message, null, false, false);
  }

  /** What is wrong and what to do; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
