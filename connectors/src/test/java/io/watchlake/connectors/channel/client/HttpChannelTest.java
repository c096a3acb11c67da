package io.watchlake.connectors.channel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.watchlake.testkit.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a request, by what the server of the other side does. */
class HttpChannelTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  @Test
  void whatIsTakenArrivesOnceAsItWasSent() throws Exception {
    post(answering(200, ""), "{\"a\":1}");
    assertThat(bodies).containsExactly("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource({
    "429, true",
    "408, true",
    "500, true",
    "503, true",
    "400, false",
    "401, false",
    "404, false",
    "410, false",
    "302, false",
  })
  void anAnswerSaysWhetherItMayBeTakenLater(int status, boolean later) throws Exception {
    URI address = answering(status, "no_service");
    ChannelException refusal = refusal(address);
    assertThat(refusal.isRetryable()).isEqualTo(later);
    assertThat(refusal).hasMessage("localhost:%d answered %d: no_service", port(address), status);
  }

  @Test
  void aServerThatIsBusySaysWhenToComeAgain() throws Exception {
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "7");
          exchange.sendResponseHeaders(429, -1);
          exchange.close();
        });
    assertThat(refusal(address(server)).retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(refusal(answering(429, "")).retryAfter()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "7, PT7S",
        "'Wed, 21 Oct 2015 07:28:05 GMT', PT5S",
        "'Wed, 21 Oct 2015 07:27:00 GMT', PT0S",
        "soon, none",
      })
  void aWaitIsSecondsOrADate(String header, Duration wait) {
    assertThat(HttpChannel.retryAfter(header, Instant.parse("2015-10-21T07:28:00Z")))
        .isEqualTo(wait);
  }

  @Test
  void nothingOfAnAddressButHostAndPortIsTold() throws Exception {
    URI secret = answering(403, "").resolve("/services/T0/B0/secret?token=secret");
    assertThat(refusal(secret).getMessage()).doesNotContain("secret");
    URI nowhere = URI.create("http://localhost:" + freePort() + "/secret");
    assertThat(refusal(nowhere)).hasStackTraceContaining("takes no connections");
    assertThat(refusal(nowhere).getMessage()).doesNotContain("secret");
  }

  @Test
  void whoIsNotThereMayBeLater() throws Exception {
    URI nowhere = URI.create("http://localhost:" + freePort());
    assertThat(refusal(nowhere).isRetryable()).isTrue();
    ChannelException noHost = refusal(URI.create("http://nobody.invalid/"));
    assertThat(noHost).hasMessage("there is no host nobody.invalid");
    assertThat(noHost.isRetryable()).isTrue();
  }

  @Test
  void whoDoesNotAnswerInTimeMayLater() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    HttpChannel channel = new HttpChannel(Duration.ofMillis(300), Trust.usual());
    assertThatThrownBy(() -> channel.post(address(server), Map.of(), new byte[0]))
        .hasMessage("localhost:%d did not answer within 300 ms", port(address(server)));
    end.countDown();
  }

  @Test
  void aCertificateOfOurOwnAuthorityIsBelieved(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    URI address = secure(certificates, certificates.valid());
    new HttpChannel(PATIENCE, Trust.in(certificates.authority()))
        .post(address, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(bodies).containsExactly("{}");
  }

  @Test
  void whatIsWrongWithACertificateIsSaid(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    HttpChannel ours = new HttpChannel(PATIENCE, Trust.in(certificates.authority()));
    URI expired = secure(certificates, certificates.expired());
    assertThatThrownBy(() -> ours.post(expired, Map.of(), new byte[0]))
        .isInstanceOf(ChannelException.class)
        .hasMessageStartingWith("the certificate of localhost:" + port(expired) + " has expired")
        .hasMessageContaining("NotAfter");
    URI valid = secure(certificates, certificates.valid());
    HttpChannel usual = new HttpChannel(PATIENCE, Trust.usual());
    assertThatThrownBy(() -> usual.post(valid, Map.of(), new byte[0]))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("is signed by nobody who is trusted here")
        .hasMessageContaining("ca_file");
    assertThat(bodies).isEmpty();
  }

  @Test
  void aFileOfCertificatesThatIsNoneIsSaidToBe(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "nothing");
    assertThatThrownBy(() -> Trust.in(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString());
  }

  private void post(URI address, String json) throws Exception {
    new HttpChannel(PATIENCE, Trust.usual())
        .post(address, Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  private ChannelException refusal(URI address) {
    return catchThrowableOfType(ChannelException.class, () -> post(address, "{}"));
  }

  private URI answering(int status, String words) throws IOException {
    HttpServer server = server();
    server.createContext("/", exchange -> answer(exchange, status, words));
    return address(server);
  }

  private void answer(HttpExchange exchange, int status, String words) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      bodies.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
    byte[] answer = words.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    opened.add(() -> server.stop(0));
    return server;
  }

  private URI secure(Certificates certificates, Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, certificates.password());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, certificates.password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", exchange -> answer(exchange, 200, ""));
    server.start();
    opened.add(() -> server.stop(0));
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
  }

  private static URI address(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private static int port(URI address) {
    return address.getPort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
