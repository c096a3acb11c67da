package io.watchlake.app.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.app.bench.detect.TelemetryFigures.Part;
import io.watchlake.app.cli.CommandException;
import io.watchlake.ml.Profile;
import io.watchlake.ml.member.Expectation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as found, and what as an alarm without a fault, on recordings made for it. */
class TelemetryBenchTest {

  private static final int BASELINE_MINUTES = 150;
  private static final long DAY = Instant.parse("2024-03-01T00:00:00Z").getEpochSecond();

  @TempDir private Path folder;

  @Test
  void aFaultIsFoundByAnAnomalyOfItsServiceWithinTwoMinutes() throws Exception {
    Path shop = folder.resolve("Shop");
    record(shop.resolve("base-1"), 0, BASELINE_MINUTES, minute -> 0);
    record(shop.resolve("base-2"), 1000, BASELINE_MINUTES, minute -> 0);
    // The fault begins at the fifth minute of each.
    record(shop.resolve("at-once"), 2000, 8, minute -> minute == 5 ? 400 : 0);
    record(shop.resolve("too-late"), 3000, 10, minute -> minute == 8 ? 400 : 0);
    record(shop.resolve("before"), 4000, 8, minute -> minute == 4 ? 400 : 0);
    record(shop.resolve("elsewhere"), 5000, 8, minute -> minute == 5 ? 400 : 0);
    Files.writeString(
        shop.resolve("labels.json"),
        "{\"cases\":["
            + "{\"case_id\":\"base-1\",\"kind\":\"fault_free\"},"
            + "{\"case_id\":\"base-2\",\"kind\":\"fault_free\"},"
            + fault("at-once", 2000, "till", "cpu")
            + ','
            + fault("too-late", 3000, "till", "cpu")
            + ','
            + fault("before", 4000, "till", "delay")
            + ','
            + fault("elsewhere", 5000, "store", "delay")
            + "]}");

    TelemetryFigures figures =
        new TelemetryBench(new TelemetryCorpus(folder).read(), Profile.FULL, line -> {}).run(true);

    assertThat(figures.all().faults()).isEqualTo(4);
    assertThat(figures.all().found()).as("at-once alone").isEqualTo(1);
    assertThat(figures.all().before()).as("before alone").isEqualTo(1);
    assertThat(figures.types())
        .extracting(Part::name, Part::faults, Part::found)
        .containsExactly(tuple("cpu", 2, 1), tuple("delay", 2, 0));
    assertThat(figures.systems()).singleElement().extracting(Part::name).isEqualTo("Shop");
    assertThat(figures.ablation()).hasSize(Expectation.values().length);
    assertThat(figures.all().perServiceHour()).isBetween(0.0, 60.0);

    StringWriter text = new StringWriter();
    TelemetryText.print(figures, new PrintWriter(text, true));
    assertThat(text.toString()).contains("| all | 4 | 1 (25 %) | 1 (25 %) | ");
  }

  @Test
  void aFolderWithoutRecordingsIsBadInput() {
    assertThatThrownBy(() -> new TelemetryCorpus(folder).read())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("labels.json");
  }

  private static String fault(String id, int minute, String service, String type) {
    return String.format(
        Locale.ROOT,
        "{\"case_id\":\"%s\",\"kind\":\"fault\",\"fault\":{\"service\":\"%s\",\"type\":\"%s\","
            + "\"start_unix_nano\":\"%d000000000\"}}",
        id,
        service,
        type,
        DAY + (minute + 5) * 60L);
  }

  /** A gauge of two pods of the service till, by the minute. */
  private static void record(Path place, int from, int minutes, IntToDoubleFunction more)
      throws IOException {
    Files.createDirectories(place);
    Random random = new Random(from);
    StringBuilder lines = new StringBuilder();
    for (int minute = 0; minute < minutes; minute++) {
      double value = 100 + random.nextGaussian() + more.applyAsDouble(minute);
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                  + "\"value\":{\"stringValue\":\"till\"}}]},\"scopeMetrics\":[{\"metrics\":[{"
                  + "\"name\":\"queue\",\"gauge\":{\"dataPoints\":["
                  + "{\"timeUnixNano\":\"%1$d000000000\",\"asDouble\":%2$f},"
                  + "{\"timeUnixNano\":\"%1$d000000000\",\"asInt\":\"100\"}]}}]}]}]}\n",
              DAY + (from + minute) * 60L + 9,
              value));
    }
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(place.resolve("metrics.ndjson.gz")))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
