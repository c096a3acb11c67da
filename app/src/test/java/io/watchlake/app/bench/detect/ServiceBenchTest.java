package io.watchlake.app.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.model.PlainGrower;
import io.watchlake.ml.service.ModelFitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts as found of services as a whole, on recordings made for it. */
class ServiceBenchTest {

  private static final long MINUTE = 60_000;
  private static final int SIGNALS = 6;

  /** A fault begins at this minute of its recording. */
  private static final int FAULT = 5;

  @Test
  void aFaultIsFoundWhenTheServiceIsUnusualWithinTwoMinutes() {
    List<TelemetryCase> cases =
        List.of(
            recording("base-1", 0, 500, null, -1),
            recording("base-2", 1000, 500, null, -1),
            recording("at-once", 2000, 8, "till", FAULT),
            recording("too-late", 3000, 10, "till", FAULT + 3),
            recording("before", 4000, 8, "till", FAULT - 1),
            recording("unknown", 5000, 8, "store", FAULT));
    TelemetryFigures figures =
        new ServiceBench(Map.of("Shop", cases), new ModelFitter(new PlainGrower()), line -> {})
            .run();
    assertThat(figures.profile()).isEqualTo("services, plain 1");
    assertThat(figures.all().faults()).isEqualTo(4);
    assertThat(figures.all().found()).as("at-once alone").isEqualTo(1);
    assertThat(figures.all().before()).as("before alone").isEqualTo(1);
    assertThat(figures.all().perServiceHour()).isBetween(0.0, 1.0);
    assertThat(figures.systems()).singleElement().extracting("name").isEqualTo("Shop");
    assertThat(figures.ablation()).isEmpty();
  }

  /** Signals of the service till; in one minute all of them are far out. */
  private static TelemetryCase recording(
      String id, int from, int minutes, @Nullable String faulty, int odd) {
    Random random = new Random(from);
    Map<String, NavigableMap<Long, Double>> series = new HashMap<>();
    for (int minute = 0; minute < minutes; minute++) {
      for (int signal = 0; signal < SIGNALS; signal++) {
        series
            .computeIfAbsent("signal-" + signal, unseen -> new TreeMap<>())
            .put((from + minute) * MINUTE, 100 + random.nextGaussian() + (minute == odd ? 400 : 0));
      }
    }
    TelemetryCase.Fault fault =
        faulty == null ? null : new TelemetryCase.Fault(faulty, "cpu", (from + FAULT) * MINUTE);
    return new TelemetryCase(id, fault, Map.of("till", series));
  }
}
