package io.watchlake.jobs.stage.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.prometheus.codec.Label;
import io.watchlake.connectors.prometheus.codec.RemoteWriteWriter;
import io.watchlake.connectors.prometheus.codec.Sample;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.run.RemoteWriteReceiver;
import io.watchlake.jobs.run.RemoteWriteReceiver.Answer;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What is sent, when, and what becomes of each answer; over real HTTP. */
class SendToPrometheusTest {

  private static final String OUT_OF_ORDER = "out of order sample";

  @Test
  void whatCameBeforeABarrierIsAnsweredBeforeIt() throws Exception {
    try (RemoteWriteReceiver receiver = new RemoteWriteReceiver(series -> Answer.TAKEN);
        var harness = harness(receiver)) {
      for (int i = 0; i < 3; i++) {
        harness.processElement(samples(i));
      }
      assertThat(receiver.taken()).isEmpty();
      harness.prepareSnapshotPreBarrier(1);
      assertThat(names(receiver)).containsExactly("m0", "m1", "m2");
      assertThat(receiver.asked()).as("in one request").containsExactly(3);
      assertThat(harness.snapshot(1, 1).getManagedOperatorState()).isEmpty();
    }
  }

  @Test
  void theyAreSentAfterAMomentOrWhenTheyAreMany() throws Exception {
    try (RemoteWriteReceiver receiver = new RemoteWriteReceiver(series -> Answer.TAKEN);
        var harness = harness(receiver)) {
      harness.processElement(samples(0));
      harness.setProcessingTime(1_000);
      assertThat(names(receiver)).containsExactly("m0");
      for (int i = 0; i < 2_000; i++) {
        harness.processElement(samples(i));
      }
      assertThat(receiver.asked()).containsExactly(1, 2_000);
    }
  }

  @Test
  void aReceiverThatIsBusyIsAskedAgainWhenItSaysAndNothingIsOutOfOrder() throws Exception {
    ArrayDeque<Answer> answers =
        new ArrayDeque<>(
            List.of(
                new Answer(503, "starting", 0),
                new Answer(500, "", 0),
                new Answer(429, "slower", 1)));
    try (RemoteWriteReceiver receiver =
            new RemoteWriteReceiver(
                series -> answers.isEmpty() ? Answer.TAKEN : answers.removeFirst());
        var harness = harness(receiver)) {
      long begin = System.nanoTime();
      harness.processElement(samples(0));
      harness.processElement(samples(1));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
          .as("Retry-After of a second is kept to")
          .isGreaterThanOrEqualTo(1_000);
      assertThat(receiver.asked()).containsExactly(2, 2, 2, 2);
      assertThat(names(receiver)).containsExactly("m0", "m1");
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void whatIsRefusedIsFoundAndBecomesADeadLetterAndAllElseIsTaken() throws Exception {
    try (RemoteWriteReceiver receiver =
            new RemoteWriteReceiver(
                series ->
                    has(series, "m5") ? new Answer(400, "label value invalid", 0) : Answer.TAKEN);
        var harness = harness(receiver)) {
      for (int i = 0; i < 8; i++) {
        harness.processElement(samples(i));
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(names(receiver)).containsExactly("m0", "m1", "m2", "m3", "m4", "m6", "m7");
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.origin()).isEqualTo(new Origin("rollups", 1, 5, 0));
                assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.REFUSED);
                assertThat(letter.detail())
                    .isEqualTo("Prometheus answered 400 label value invalid");
                assertThat(letter.bytes()).isEqualTo(samples(5).getValue().series());
              });
    }
  }

  @Test
  void whatWasSentBeforeARestartIsOutOfOrderAndNotMourned() throws Exception {
    try (RemoteWriteReceiver receiver =
            new RemoteWriteReceiver(
                series ->
                    has(series, "m0") || has(series, "m1")
                        ? new Answer(400, OUT_OF_ORDER, 0)
                        : Answer.TAKEN);
        var harness = harness(receiver)) {
      for (int i = 0; i < 4; i++) {
        harness.processElement(samples(i));
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(names(receiver)).containsExactly("m2", "m3");
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void anAddressThatIsWrongIsNotAskedAgain() throws Exception {
    try (RemoteWriteReceiver receiver =
            new RemoteWriteReceiver(series -> new Answer(404, "no such page", 0));
        var harness = harness(receiver)) {
      harness.processElement(samples(0));
      harness.processElement(samples(1));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(receiver.asked()).containsExactly(2);
      assertThat(harness.extractOutputValues())
          .hasSize(2)
          .allSatisfy(letter -> assertThat(letter.detail()).contains("404 no such page"));
    }
  }

  @Test
  void aRequestThatIsTooLargeForTheReceiverIsCut() throws Exception {
    try (RemoteWriteReceiver receiver =
            new RemoteWriteReceiver(
                series -> series.size() > 2 ? new Answer(413, "", 0) : Answer.TAKEN);
        var harness = harness(receiver)) {
      for (int i = 0; i < 4; i++) {
        harness.processElement(samples(i));
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(receiver.asked()).containsExactly(4, 2, 2);
      assertThat(names(receiver)).containsExactly("m0", "m1", "m2", "m3");
    }
  }

  private static OneInputStreamOperatorTestHarness<PrometheusSamples, DeadLetter> harness(
      RemoteWriteReceiver receiver) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<PrometheusSamples, DeadLetter>(
            new SendToPrometheus(receiver.url()));
    harness.open();
    return harness;
  }

  private static StreamRecord<PrometheusSamples> samples(int number) {
    List<TimeSeries> series =
        List.of(
            TimeSeries.of(
                List.of(new Label("__name__", "m" + number)), List.of(Sample.of(number, 1_000))));
    return new StreamRecord<>(
        new PrometheusSamples(
            new Origin("rollups", 1, number, 0), "live", 0, 1, RemoteWriteWriter.write(series)));
  }

  private static boolean has(List<TimeSeries> series, String name) {
    return series.stream().anyMatch(one -> one.labels().get(0).value().equals(name));
  }

  private static List<String> names(RemoteWriteReceiver receiver) {
    return receiver.taken().stream().map(one -> one.labels().get(0).value()).toList();
  }
}
