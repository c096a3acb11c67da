package io.watchlake.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Webhooks over HTTP, through the job, to figures in SQL. */
@ExtendWith(SharedStack.class)
@Order(5)
class WebhooksIT {

  private static final Duration SOON = Duration.ofMinutes(2);

  @Test
  void aSignedWebhookBecomesAFigureAndAForgedOneDoesNot(TestStack stack) throws Exception {
    String service = "acme/" + UUID.randomUUID();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String merged =
        """
        {"action":"closed","pull_request":{"merged":true,"merge_commit_sha":"m1","title":"Till",
          "created_at":"%1$s","merged_at":"%2$s","labels":[],"head":{"ref":"till","sha":"h1"}},
         "repository":{"full_name":"%3$s"}}
        """
            .formatted(now.minusSeconds(7200), now.minusSeconds(3600), service);
    String deployed =
        """
        {"deployment_status":{"state":"success","created_at":"%s","environment":"production"},
         "deployment":{"id":1,"sha":"m1","environment":"production"},
         "repository":{"full_name":"%s"}}
        """
            .formatted(now, service);
    String forged = deployed.replace("\"id\":1", "\"id\":2");

    assertThat(send(stack, "deployment_status", forged, hmac(deployed)).statusCode())
        .isEqualTo(401);
    assertThat(send(stack, "deployment_status", deployed, hmac(deployed)).statusCode())
        .isEqualTo(202);
    assertThat(send(stack, "deployment_status", deployed, hmac(deployed)).statusCode())
        .isEqualTo(202);
    assertThat(send(stack, "pull_request", merged, hmac(merged)).statusCode()).isEqualTo(202);

    Await.until(
        "the figure",
        SOON,
        () ->
            stack
                .lake()
                .rows(
                    "select deployments, changes_deployed, lead_time_median_s from delivery.figures"
                        + " where period = 'overall' and service = '"
                        + service
                        + "'")
                .toString(),
        "[[1, 1, 3600.0]]"::equals);
  }

  private static HttpResponse<String> send(
      TestStack stack, String event, String body, String signature) {
    return Http.post(
        URI.create(stack.info().otlpHttpUrl() + "/webhooks/github"),
        body.getBytes(UTF_8),
        "Content-Type",
        "application/json",
        "X-GitHub-Event",
        event,
        "X-GitHub-Delivery",
        UUID.nameUUIDFromBytes((event + body).getBytes(UTF_8)).toString(),
        "X-Hub-Signature-256",
        "sha256=" + signature);
  }

  private static String hmac(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TestStack.WEBHOOK_SECRET.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }
}
