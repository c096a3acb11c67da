package io.watchlake.jobs.stage.compute.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.compute.BroadcastHarness;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.ml.Profile;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.anomaly.ServiceSignals;
import io.watchlake.model.telemetry.Resolution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Services as a whole, minute by minute. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class JudgeServicesTest {

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final Watch WATCH = Watch.of("none", Profile.FULL);

  @Test
  void whatIsUnusualIsToldWhenTheMinuteIsOverAndOnceWhileItLasts() throws Exception {
    try (Bench bench = new Bench(null)) {
      bench.model(new ModelChange("shop", ShopModel.version(7)));
      for (int minute = 1000; minute < 1100; minute++) {
        bench.take(parts(minute, ShopModel.usual(minute)));
        bench.over(minute);
      }
      assertThat(bench.told()).as("as usual").isEmpty();
      bench.take(parts(1100, ShopModel.unusual(1100)));
      assertThat(bench.told()).as("the minute is not over").isEmpty();
      bench.over(1100);
      Anomaly anomaly = bench.told().get(0);
      long window = Gauge.START + 1100 * MINUTE;
      assertThat(anomaly.id())
          .isEqualTo("live/" + ServiceSignals.seriesOf("shop") + "/1m/" + window + "/mean");
      assertThat(anomaly.metric()).isEqualTo("service.signals");
      assertThat(anomaly.service()).isEqualTo("shop");
      assertThat(anomaly.labels()).isEqualTo(Map.of("service.name", "shop"));
      assertThat(anomaly.model()).isEqualTo("forest-shop@7");
      assertThat(anomaly.strength()).isGreaterThan(1);
      assertThat(anomaly.score()).isEqualTo(1);
      assertThat(anomaly.value()).isGreaterThan(anomaly.usual());
      assertThat(anomaly.expectation()).isIn("service/requests", "service/errors");
      assertThat(anomaly.words())
          .startsWith("shop as a whole is unusual: ")
          .contains("requests ", "errors ", "usually");

      for (int minute = 1101; minute < 1110; minute++) {
        bench.take(parts(minute, ShopModel.unusual(1100)));
        bench.over(minute);
      }
      assertThat(bench.told()).as("it goes on").hasSize(1);
    }
  }

  @Test
  void neitherOrderNorRepeatsNorASavepointChangeAnything() throws Exception {
    List<Anomaly> plain = new ArrayList<>();
    try (Bench bench = new Bench(null)) {
      bench.model(new ModelChange("shop", ShopModel.version(1)));
      for (int minute = 0; minute < 200; minute++) {
        bench.take(parts(minute, values(minute)));
        bench.over(minute);
      }
      plain.addAll(bench.told());
    }
    assertThat(plain).hasSizeGreaterThan(2);

    Random random = new Random(1);
    List<Anomaly> told = new ArrayList<>();
    OperatorSubtaskState state = null;
    for (int from = 0; from < 200; from += 50) {
      try (Bench bench = new Bench(state)) {
        if (from == 0) {
          bench.model(new ModelChange("shop", ShopModel.version(1)));
        }
        for (int minute = from; minute < from + 50; minute++) {
          List<ServicePart> parts = new ArrayList<>(parts(minute, values(minute)));
          parts.addAll(parts(minute, values(minute)));
          // What was told first is corrected.
          parts.add(part(minute, 0, -1, 1e9));
          // The next minute begins before this one is over, and a savepoint may lie between.
          parts.add(part(minute + 1, 2, 0, values(minute + 1)[2]));
          Collections.shuffle(parts, random);
          bench.take(parts);
          if (minute + 1 < from + 50) {
            bench.over(minute);
          }
        }
        state = bench.savepoint();
        told.addAll(bench.told());
      }
    }
    try (Bench bench = new Bench(state)) {
      bench.over(199);
      told.addAll(bench.told());
    }
    assertThat(told).isEqualTo(plain);
  }

  @Test
  void withLessThanHalfOfTheSignalsNothingIsSaidAndWithHalfOfThemLessSurely() throws Exception {
    try (Bench bench = new Bench(null)) {
      bench.model(new ModelChange("shop", ShopModel.version(1)));
      bench.take(parts(1, ShopModel.unusual(1)).subList(0, 1));
      bench.over(1);
      assertThat(bench.told()).isEmpty();
      bench.take(
          List.of(parts(2, ShopModel.unusual(2)).get(0), parts(2, ShopModel.unusual(2)).get(3)));
      bench.over(2);
      bench.take(parts(40, ShopModel.unusual(2)));
      bench.over(40);
      assertThat(bench.told())
          .as("the half is told, and the whole again if it is stronger")
          .first()
          .satisfies(one -> assertThat(one.confidence()).isLessThan(0.5));
    }
  }

  @Test
  void whatComesLateIsPassedOver() throws Exception {
    try (Bench bench = new Bench(null)) {
      bench.model(new ModelChange("shop", ShopModel.version(1)));
      bench.take(parts(1, ShopModel.usual(1)));
      bench.over(1);
      bench.take(parts(1, ShopModel.unusual(1)));
      bench.take(parts(0, ShopModel.unusual(0)));
      bench.over(2);
      assertThat(bench.told()).isEmpty();
      assertThat(bench.timers()).as("the one that forgets").isEqualTo(1);
    }
  }

  @Test
  void aNewModelJudgesFromThenOnAndWithoutOneNobodyDoes() throws Exception {
    try (Bench bench = new Bench(null)) {
      bench.take(parts(1, ShopModel.unusual(1)));
      bench.over(1);
      assertThat(bench.told()).isEmpty();
      bench.model(new ModelChange("shop", ShopModel.version(1)));
      bench.take(parts(2, ShopModel.unusual(1)));
      bench.over(2);
      bench.model(new ModelChange("shop", ShopModel.version(2)));
      bench.take(parts(40, ShopModel.unusual(1)));
      for (int minute = 10; minute < 40; minute++) {
        bench.take(parts(minute, ShopModel.usual(minute)));
      }
      bench.over(40);
      assertThat(bench.told().stream().map(Anomaly::model))
          .containsExactly("forest-shop@1", "forest-shop@2");
      bench.model(new ModelChange("shop", null));
      bench.take(parts(90, ShopModel.unusual(1)));
      bench.over(90);
      assertThat(bench.told()).hasSize(2);
    }
  }

  @Test
  void aServiceThatSaysNothingMoreIsForgotten() throws Exception {
    try (Bench bench = new Bench(null)) {
      bench.model(new ModelChange("shop", ShopModel.version(1)));
      for (int minute = 0; minute < 3; minute++) {
        bench.take(parts(minute, ShopModel.usual(minute)));
        bench.over(minute);
      }
      assertThat(bench.keys()).isEqualTo(1);
      int week = (int) JudgeServices.KEPT.toMinutes();
      bench.over(week - 1);
      assertThat(bench.keys()).isEqualTo(1);
      bench.over(week + 120);
      assertThat(bench.keys()).isZero();
      assertThat(bench.timers()).isZero();
    }
  }

  /** Usual, but for a burst now and then, each worse than the one before. */
  private static double[] values(int minute) {
    double[] values = ShopModel.usual(minute);
    if (minute % 40 == 20) {
      values = ShopModel.unusual(minute);
      values[1] *= 1 + minute / 40.0;
    }
    return values;
  }

  private static List<ServicePart> parts(int minute, double[] values) {
    List<ServicePart> parts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      parts.add(part(minute, i, 0, values[i]));
    }
    return parts;
  }

  /** Two values that make the mean. */
  private static ServicePart part(int minute, int signal, int revision, double mean) {
    return new ServicePart(
        "live",
        "shop",
        ShopModel.SIGNALS.get(signal),
        signal,
        Gauge.START + minute * MINUTE,
        revision,
        new ServiceSignals.Part(null, 2 * mean, 2));
  }

  /** The stage on a table, with all that it told. */
  private static final class Bench implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, ServicePart, ModelChange, Anomaly>
        harness;

    Bench(OperatorSubtaskState state) throws Exception {
      harness =
          BroadcastHarness.open(
              new JudgeServices(WATCH),
              List.of(ChooseSignals.MODELS),
              ServicePart::key,
              AnomalyTypes.ANOMALY,
              state);
      harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    }

    void model(ModelChange change) throws Exception {
      harness.processBroadcastElement(change, 0);
    }

    void take(List<ServicePart> parts) throws Exception {
      for (ServicePart part : parts) {
        harness.processElement(part, part.endUnixNano() / 1_000_000);
      }
    }

    void over(int minute) throws Exception {
      harness.processWatermark(new Watermark((Gauge.START + (minute + 1) * MINUTE) / 1_000_000));
    }

    List<Anomaly> told() {
      return harness.extractOutputValues();
    }

    OperatorSubtaskState savepoint() throws Exception {
      return harness.snapshot(1, 0);
    }

    int keys() {
      HeapKeyedStateBackend<?> backend =
          (HeapKeyedStateBackend<?>)
              ((AbstractStreamOperator<?>) harness.getOperator()).<String>getKeyedStateBackend();
      return backend.numKeyValueStateEntries();
    }

    int timers() {
      return harness.numEventTimeTimers();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
