package io.watchlake.connectors.alertmanager.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.watchlake.connectors.channel.client.HttpChannel;
import io.watchlake.connectors.channel.client.Trust;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.testkit.AlertmanagerServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we say to and as an Alertmanager, beside a real one. */
class AlertmanagerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NANOS = 1_000_000_000L;

  private static final String ODD =
      "quotes \" and \\, <tags> & more, tab\tline\nend\r, \u0001\u0008\u000c, ü😀\u2028";

  @TempDir Path folder;

  @BeforeEach
  void alertmanagerIsThere() {
    assumeTrue(AlertmanagerServer.isInstalled(), "there is no prometheus-alertmanager");
  }

  @Test
  void theWebhookIsAlertmanagersByteForByte() throws Exception {
    BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    HttpServer hook = hook(bodies);
    try (AlertmanagerServer alertmanager =
        AlertmanagerServer.start(folder, configuration(hook, "max_alerts: 0"))) {
      long now = now();
      post(alertmanager, notification(now, ""));
      String theirs = next(bodies);
      assertThat(text(WebhookCodec.encode(notification(now, externalUrl(theirs)), 0)))
          .isEqualTo(theirs);
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void whatIsLeftOutIsCountedAsAlertmanagerDoes() throws Exception {
    BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    HttpServer hook = hook(bodies);
    try (AlertmanagerServer alertmanager =
        AlertmanagerServer.start(folder, configuration(hook, "max_alerts: 1"))) {
      long now = now();
      post(alertmanager, notification(now, ""));
      String theirs = next(bodies);
      assertThat(text(WebhookCodec.encode(notification(now, externalUrl(theirs)), 1)))
          .isEqualTo(theirs)
          .contains("\"truncatedAlerts\":2");
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void anAlertmanagerTakesOurAlertsAndKeepsThemUntilTheyEnd() throws Exception {
    try (AlertmanagerServer alertmanager =
        AlertmanagerServer.start(folder, "route: {receiver: none}\nreceivers: [{name: none}]\n")) {
      long now = now();
      Notification ours = notification(now, "");
      new HttpChannel(PATIENCE, Trust.usual())
          .post(
              URI.create(alertmanager.address() + "/api/v2/alerts"),
              Map.of(),
              AlertsCodec.encode(ours, Duration.ofHours(1)));
      JsonNode taken =
          new ObjectMapper()
              .readTree(alertmanager.get("/api/v2/alerts?filter=alertname%3D%22A%22"));
      // The one that is over is not among those that Alertmanager shows as active.
      assertThat(taken.findValuesAsText("fingerprint"))
          .containsExactlyInAnyOrder(
              ours.alerts().get(0).fingerprint(), ours.alerts().get(1).fingerprint());
      assertThat(Instant.parse(taken.get(0).get("endsAt").asText()))
          .isEqualTo(Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(now)).plusSeconds(3600));
    }
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
  }

  private static void post(AlertmanagerServer alertmanager, Notification alerts) {
    alertmanager.post("/api/v2/alerts", text(AlertsCodec.encode(alerts, Duration.ofHours(1))));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Alertmanager makes it of the machine's name. */
  private static String externalUrl(String webhook) throws Exception {
    return new ObjectMapper().readTree(webhook).get("externalURL").asText();
  }

  /** Two alerts that fire and one that is over, in Alertmanager's order. */
  private static Notification notification(long now, String externalUrl) {
    // Younger than group_wait: what is older is told before all of it is there.
    long since = now - NANOS;
    return new Notification(
        "live",
        "hook",
        true,
        NotificationReason.FIRST,
        now,
        "{}:{alertname=\"A\"}",
        Map.of("alertname", "A"),
        externalUrl,
        0,
        List.of(
            new NotifiedAlert(
                Map.of("alertname", "A", "severity", "warning", "instance", "1", "odd", ODD),
                Map.of("summary", ODD, "runbook", "https://x/?a=1&b=2"),
                since + 120_450_000,
                0,
                "http://prometheus/graph?g0.expr=up%3C1&g0.tab=1"),
            new NotifiedAlert(
                Map.of("alertname", "A", "severity", "warning", "instance", "2"),
                Map.of("summary", ODD),
                since,
                0,
                ""),
            new NotifiedAlert(
                Map.of("alertname", "A", "severity", "warning", "instance", "3"),
                Map.of("summary", ODD),
                since,
                now - NANOS / 2,
                "")));
  }

  private static String configuration(HttpServer hook, String more) {
    return """
    route:
      receiver: hook
      group_by: [alertname]
      group_wait: 3s
    receivers:
      - name: hook
        webhook_configs:
          - url: http://localhost:%d/
            send_resolved: true
            %s
    """
        .formatted(hook.getAddress().getPort(), more);
  }

  private static HttpServer hook(BlockingQueue<byte[]> bodies) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String next(BlockingQueue<byte[]> bodies) throws InterruptedException {
    byte[] body = bodies.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (body == null) {
      throw new AssertionError("Alertmanager told nothing");
    }
    return text(body);
  }
}
