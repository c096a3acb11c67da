package io.watchlake.connectors.mail.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.Trust;
import io.watchlake.connectors.mail.client.SmtpClient.Security;
import io.watchlake.connectors.mail.client.SmtpClient.Server;
import io.watchlake.connectors.mail.codec.Mail;
import io.watchlake.testkit.Certificates;
import io.watchlake.testkit.MailServer;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real conversation with a real mail server. */
class SmtpClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;

  private static @Nullable Certificates certificates;
  private static @Nullable MailServer server;

  @BeforeAll
  static void start() {
    assumeTrue(MailServer.isInstalled(), "there is no exim4");
    certificates = Certificates.in(folder);
    server = MailServer.start(certificates, certificates.valid());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aMailArrivesWithBothItsPartsAndTheIdsItWasGiven() throws Exception {
    Mail mail = mail("first", "ops@watchlake.test", "dev@watchlake.test");
    assertThat(client(trusted()).send(mail, MailServer.PASSWORD)).isEmpty();

    MimeMessage arrived = arrived("first");
    assertThat(arrived.getSubject()).isEqualTo("[FIRING:1] Zu heiß: x");
    assertThat(arrived.getMessageID()).isEqualTo("<first@watchlake>");
    assertThat(arrived.getHeader("References")).containsExactly("<thread@watchlake>");
    assertThat(arrived.getHeader("X-Watchlake-Notification")).containsExactly("first");
    assertThat(arrived.getHeader("To")).singleElement().asString().contains("ops@", "dev@");
    assertThat(arrived.getHeader("Received")).singleElement().asString().contains("esmtpsa");
    Multipart parts = (Multipart) arrived.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo("85 °C");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>85 °C</p>");
  }

  @Test
  void anAddressThatIsRefusedKeepsNobodyElseFromHearing() throws Exception {
    Mail mail = mail("second", "nobody@watchlake.test", "ops@watchlake.test");
    assertThat(client(trusted()).send(mail, MailServer.PASSWORD))
        .singleElement()
        .asString()
        .contains("nobody@watchlake.test", "550", "there is no such person here");
    assertThat(arrived("second").getMessageID()).isEqualTo("<second@watchlake>");
  }

  @Test
  void aMailForNobodyIsRefusedForGoodOrForNow() {
    ChannelException forGood = refusal(mail("x", "nobody@watchlake.test"), MailServer.PASSWORD);
    assertThat(forGood.isRetryable()).isFalse();
    assertThat(forGood).hasMessageContaining("takes no mail for any recipient");
    ChannelException forNow = refusal(mail("x", "later@watchlake.test"), MailServer.PASSWORD);
    assertThat(forNow.isRetryable()).isTrue();
    assertThat(forNow).hasMessageContaining("come again later");
  }

  @Test
  void aWrongPasswordIsSaidToBeAndNeverShown() {
    ChannelException refusal = refusal(mail("x", "ops@watchlake.test"), "hunter2");
    assertThat(refusal.isRetryable()).isFalse();
    assertThat(refusal)
        .hasMessageContaining("does not take user and password")
        .hasMessageContaining("535");
    assertThat(refusal.getMessage()).doesNotContain("hunter2");
  }

  @Test
  void aServerThatNobodyVouchesForHearsNothing() {
    ChannelException refusal =
        catchThrowableOfType(
            ChannelException.class,
            () -> client(Trust.usual()).send(mail("x", "ops@watchlake.test"), MailServer.PASSWORD));
    assertThat(refusal).hasMessageContaining("is signed by nobody who is trusted here");
  }

  @Test
  void anExpiredCertificateIsSaidToBe() throws Exception {
    Certificates made = certificates();
    SSLContext trust = trusted();
    try (MailServer late = MailServer.start(made, made.expired())) {
      SmtpClient client =
          new SmtpClient(
              new Server(
                  "localhost", late.port(), Security.STARTTLS, MailServer.USER, PATIENCE, trust));
      ChannelException refusal =
          catchThrowableOfType(
              ChannelException.class,
              () -> client.send(mail("x", "ops@watchlake.test"), MailServer.PASSWORD));
      assertThat(refusal).hasMessageStartingWith("the certificate of localhost has expired");
      assertThat(late.mails()).isEmpty();
    }
  }

  @Test
  void whoIsNotThereMayBeLater() throws Exception {
    int port = freePort();
    SmtpClient client =
        new SmtpClient(
            new Server("localhost", port, Security.STARTTLS, null, PATIENCE, Trust.usual()));
    ChannelException refusal =
        catchThrowableOfType(
            ChannelException.class, () -> client.send(mail("x", "ops@watchlake.test"), null));
    assertThat(refusal).hasMessage("localhost:" + port + " takes no connections");
    assertThat(refusal.isRetryable()).isTrue();
  }

  private static Mail mail(String id, String... to) {
    return new Mail(
        id,
        "thread",
        "alerts@watchlake.test",
        List.of(to),
        "[FIRING:1] Zu heiß:\r\n x",
        "85 °C",
        "<p>85 °C</p>",
        Instant.parse("2026-03-01T12:00:00Z"),
        Map.of("X-Watchlake-Notification", id));
  }

  private static ChannelException refusal(Mail mail, String password) {
    return catchThrowableOfType(
        ChannelException.class, () -> client(trusted()).send(mail, password));
  }

  private static SmtpClient client(SSLContext trust) {
    return new SmtpClient(
        new Server(
            "localhost", server().port(), Security.STARTTLS, MailServer.USER, PATIENCE, trust));
  }

  private static SSLContext trusted() throws IOException {
    return Trust.in(certificates().authority());
  }

  private static Certificates certificates() {
    if (certificates == null) {
      throw new IllegalStateException("not started");
    }
    return certificates;
  }

  private static MailServer server() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }

  /** The mail with this id, as soon as it is delivered. */
  private static MimeMessage arrived(String id) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (String mail : server().mails()) {
        if (mail.contains("<" + id + "@watchlake>")) {
          return new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("no mail " + id + " among " + server().mails());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
