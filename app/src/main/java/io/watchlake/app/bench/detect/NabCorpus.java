package io.watchlake.app.bench.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.detect.SeriesFile;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The benchmark's files: {@code data/<category>/<name>.csv}, {@code combined_windows.json} (whose
 * keys are the corpus) and {@code profiles.json}.
 *
 * @param folder where they lie
 */
record NabCorpus(Path folder) {

  Path data() {
    return folder.resolve("data");
  }

  Path windows() {
    return folder.resolve("combined_windows.json");
  }

  Path profiles() {
    return folder.resolve("profiles.json");
  }

  /** Reads all series, by name. */
  List<NabSeries> read() throws IOException {
    for (Path needed : List.of(data(), windows(), profiles())) {
      if (!Files.exists(needed)) {
        throw CommandException.badInput(
            "--data " + folder + " is no Numenta Anomaly Benchmark: there is no " + needed);
      }
    }
    JsonNode labels = Json.mapper().readTree(windows().toFile());
    List<NabSeries> series = new ArrayList<>();
    Iterator<Map.Entry<String, JsonNode>> entries = labels.fields();
    while (entries.hasNext()) {
      Map.Entry<String, JsonNode> entry = entries.next();
      series.add(read(entry.getKey(), windows(entry.getValue())));
    }
    series.sort(Comparator.comparing(NabSeries::name));
    return series;
  }

  private NabSeries read(String name, List<NabSeries.Window> windows) throws IOException {
    Path path = data().resolve(name);
    List<Long> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    new SeriesFile(path, Path.of(name), Files.size(path))
        .read(
            row -> {
              times.add(row.epochMillis());
              values.add(row.value());
            });
    return new NabSeries(
        name,
        times.stream().mapToLong(Long::longValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        windows);
  }

  private static List<NabSeries.Window> windows(JsonNode spans) {
    List<NabSeries.Window> windows = new ArrayList<>();
    for (JsonNode span : spans) {
      windows.add(new NabSeries.Window(time(span.get(0)), time(span.get(1))));
    }
    windows.sort(Comparator.comparingLong(NabSeries.Window::from));
    return windows;
  }

  private static long time(JsonNode text) {
    return LocalDateTime.parse(text.asText().strip().replace(' ', 'T'))
        .withNano(0)
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }
}
