package io.watchlake.app.notify;

import io.watchlake.app.config.Secret;
import io.watchlake.connectors.channel.client.ChannelException;
import java.io.IOException;
import java.util.Map;

/** Looks secrets up each time that they are needed: whoever changes one need restart nothing. */
final class Revealer {

  private final Map<String, String> environment;

  Revealer(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The secret.
   *
   * @throws ChannelException where it is not to be found now; it may be later
   */
  String reveal(Secret secret) throws ChannelException {
    try {
      return secret.reveal(environment);
    } catch (IOException e) {
      throw ChannelException.later("no secret: " + said(e, secret), e);
    }
  }

  private static String said(IOException e, Secret secret) {
    return String.valueOf(e.getMessage()).startsWith("environment variable")
        ? String.valueOf(e.getMessage())
        : secret + " cannot be read";
  }
}
