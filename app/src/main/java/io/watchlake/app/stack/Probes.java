package io.watchlake.app.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server whether it answers. */
final class Probes {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Probes() {}

  /** Whether something on loopback accepts connections. */
  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Whether a GET is answered with a status of success. */
  static boolean answers(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
