package io.watchlake.jobs.stage.compute.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Incidents at work in Flink: by event time, the same after a crash, and forgotten in time. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class CorrelateAlertsTest {

  private static final String WITHOUT = "{route: {receiver: ops}, receivers: [{name: ops}]}";
  private static final String WITH =
      "{route: {receiver: ops}, receivers: [{name: ops}],"
          + " correlation: {within: 1m, deployments: 5m, depends_on: {shop: [cart]}}}";

  /** A task with all that it told. */
  private static final class Bench implements AutoCloseable {

    private final KeyedTwoInputStreamOperatorTestHarness<String, Alert, Signal, Alert> harness;

    Bench(String configuration, @Nullable OperatorSubtaskState state) throws Exception {
      ServiceParts parts = new ServiceParts(configuration);
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new KeyedCoProcessOperator<>(new CorrelateAlerts(configuration)),
              parts::ofAlert,
              parts::ofSignal,
              Types.STRING);
      harness.setup(AlertTypes.ALERT.createSerializer(new SerializerConfigImpl()));
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    void alert(int second, String service, AlertStatus status) throws Exception {
      alert(second, service, status, false);
    }

    void alert(int second, String service, AlertStatus status, boolean shadow) throws Exception {
      harness.processElement1(
          new Alert(
              "live",
              "cpu",
              1,
              shadow,
              status,
              TimeUnit.SECONDS.toNanos(second),
              1,
              1,
              1,
              service.isEmpty() ? Map.of() : Map.of("service", service),
              Map.of("summary", "hot"),
              List.of(),
              Map.of()),
          second * 1000L);
    }

    void deployed(int second, String service, String id) throws Exception {
      harness.processElement2(
          new Signal(
              id,
              SignalKind.DEPLOYMENT,
              "live",
              TimeUnit.SECONDS.toNanos(second),
              "deployed",
              "",
              service,
              service,
              Double.NaN,
              Map.of("deployment_id", id),
              Map.of()),
          second * 1000L);
    }

    void time(int second) throws Exception {
      harness.processBothWatermarks(new Watermark(second * 1000L));
    }

    /** What came out: when, of what, what became of it, when its incident began, and its cause. */
    List<String> alerts() {
      return harness.extractOutputValues().stream()
          .map(
              alert ->
                  TimeUnit.NANOSECONDS.toSeconds(alert.timeUnixNano())
                      + " "
                      + alert.labels().getOrDefault("service", "")
                      + " "
                      + alert.status().code()
                      + (alert.annotations().containsKey(Alert.INCIDENT)
                          ? " "
                              + Long.parseLong(
                                      alert.annotations().get(Alert.INCIDENT).split("-")[1])
                                  / 1000
                              + ": "
                              + alert.annotations().get(Alert.PROBABLE_CAUSE)
                          : ""))
          .toList();
    }

    int kept() {
      return harness.numKeyedStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  @Test
  void timeDecidesWhatIsOneIncidentAndItIsForgottenInTime() throws Exception {
    try (Bench bench = new Bench(WITH, null)) {
      bench.alert(130, "shop", AlertStatus.FIRING);
      bench.alert(100, "cart", AlertStatus.PENDING);
      bench.alert(110, "cart", AlertStatus.FIRING);
      bench.deployed(90, "cart", "d1");
      bench.deployed(120, "cart", "d2");
      bench.time(120);
      assertThat(bench.alerts())
          .containsExactly(
              "100 cart pending", "110 cart firing 110: cart, 20s after the deployment d1");
      bench.alert(400, "cart", AlertStatus.RESOLVED);
      bench.alert(410, "shop", AlertStatus.RESOLVED);
      bench.time(500);
      assertThat(bench.alerts().subList(2, 5))
          .containsExactly(
              "130 shop firing 110: cart, 20s after the deployment d1",
              "400 cart resolved 110: cart, 20s after the deployment d1",
              "410 shop resolved 110: cart, 20s after the deployment d1");
      assertThat(bench.kept()).as("no alert can join any more").isZero();
    }
  }

  @Test
  void whatHasNoServiceAndIsAskedOfNobodyPassesAtOnce() throws Exception {
    try (Bench bench = new Bench(WITH, null)) {
      bench.alert(10, "", AlertStatus.FIRING);
      assertThat(bench.alerts()).containsExactly("10  firing");
      bench.alert(10, "shop", AlertStatus.FIRING, true);
      bench.time(10);
      assertThat(bench.alerts()).as("a shadow is of no incident").endsWith("10 shop firing");
      assertThat(bench.kept()).isZero();
    }
    try (Bench bench = new Bench(WITHOUT, null)) {
      bench.alert(10, "shop", AlertStatus.FIRING);
      bench.deployed(10, "shop", "d1");
      assertThat(bench.alerts()).containsExactly("10 shop firing");
      assertThat(bench.kept()).isZero();
    }
  }

  @Test
  void incidentsGoOnAfterACrashAndNothingIsLostWhereTheyAreAskedForNoMore() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = new Bench(WITH, null)) {
      bench.alert(100, "cart", AlertStatus.FIRING);
      bench.time(100);
      bench.alert(120, "shop", AlertStatus.FIRING);
      state = bench.snapshot();
    }
    try (Bench bench = new Bench(WITH, state)) {
      bench.time(130);
      assertThat(bench.alerts()).containsExactly("120 shop firing 100: cart");
    }
    try (Bench bench = new Bench(WITHOUT, state)) {
      bench.time(1_000);
      assertThat(bench.alerts()).containsExactly("120 shop firing");
      assertThat(bench.kept()).isZero();
    }
  }
}
