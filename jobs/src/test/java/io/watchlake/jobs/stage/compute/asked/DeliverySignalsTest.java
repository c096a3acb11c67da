package io.watchlake.jobs.stage.compute.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.delivery.Conclusion;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.Verdict;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliverySignalsTest {

  private static final Instant NOON = Instant.parse("2026-01-20T12:00:00Z");

  private final DeliverySignals signals = new DeliverySignals();

  private static long nanos(Instant time) {
    return time.toEpochMilli() * 1_000_000;
  }

  private Signal signal(long revision, Conclusion conclusion, Instant now) {
    DeliveryRecord record = new DeliveryRecord("live", revision, conclusion);
    return signals.kind(record) == null ? null : signals.of(record, now.toEpochMilli());
  }

  private static Deployment deployment(String artifact, String commit) {
    return new Deployment(
        "shop",
        "d1",
        "production",
        "eu",
        nanos(NOON),
        artifact,
        commit,
        List.of("c1"),
        true,
        false);
  }

  private static Incident incident(long resolved) {
    return new Incident(
        "shop",
        "i1",
        "production",
        0,
        nanos(NOON),
        resolved,
        "d1",
        Verdict.Reason.TIME_WINDOW,
        0.5,
        null);
  }

  @Test
  void aDeploymentIsASignalOnce() {
    Signal signal = signal(1, deployment("pkg:oci/shop@1.2?arch=amd64", "abc"), NOON);
    assertThat(signal.kind()).isEqualTo(SignalKind.DEPLOYMENT);
    assertThat(signal.id()).isEqualTo("deployment/live/shop/d1/deployed");
    assertThat(signal.timeUnixNano()).isEqualTo(nanos(NOON));
    assertThat(signal.service()).isEqualTo("shop");
    assertThat(signal.labels())
        .containsEntry("environment", "production")
        .containsEntry("region", "eu")
        .containsEntry("version", "1.2")
        .containsEntry("outcome", "success")
        .containsEntry("production", "true");
    assertThat(signal(2, deployment("pkg:oci/shop@1.2", "abc"), NOON))
        .as("a correction is nothing that happened")
        .isNull();
  }

  @Test
  void whereNoVersionIsToldItIsTheCommit() {
    assertThat(signal(1, deployment(null, "abc"), NOON).labels()).containsEntry("version", "abc");
    assertThat(signal(1, deployment("pkg:oci/shop", "abc"), NOON).labels())
        .containsEntry("version", "abc");
    assertThat(signal(1, deployment(null, null), NOON).labels()).doesNotContainKey("version");
  }

  @Test
  void whatHappenedMoreThanADayAgoIsHistory() {
    assertThat(signal(1, deployment(null, "abc"), NOON.plus(DeliverySignals.NEWS))).isNotNull();
    assertThat(signal(1, deployment(null, "abc"), NOON.plus(DeliverySignals.NEWS).plusMillis(1)))
        .isNull();
  }

  @Test
  void anIncidentIsASignalWhenItIsKnownAndAnotherWhenItIsOver() {
    Signal begun = signal(1, incident(0), NOON);
    assertThat(begun.name()).isEqualTo("detected");
    assertThat(begun.timeUnixNano()).isEqualTo(nanos(NOON));
    assertThat(begun.labels())
        .containsEntry("deployment_id", "d1")
        .containsEntry("reason", "time_window");
    assertThat(signal(2, incident(0), NOON)).as("corrected").isNull();

    Instant end = NOON.plusSeconds(60);
    Signal over = signal(3, incident(nanos(end)), end);
    assertThat(over.name()).isEqualTo("resolved");
    assertThat(over.timeUnixNano()).isEqualTo(nanos(end));
    assertThat(signal(4, incident(nanos(end)), end).id())
        .as("told again under the same id")
        .isEqualTo(over.id())
        .isNotEqualTo(begun.id());
  }

  @Test
  void verdictsAreNoSignals() {
    Verdict verdict =
        new Verdict(
            "shop", "d1", "production", 0, Verdict.State.PENDING, null, 0, null, nanos(NOON));
    assertThat(signal(1, verdict, NOON)).isNull();
  }
}
