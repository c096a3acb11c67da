package io.watchlake.jobs.stage.compute.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue over what a real node exporter says of the machine the test runs on. */
class NodeExporterTest {

  private static final Path EXPORTER = Path.of("/usr/bin/prometheus-node-exporter");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Pattern SAMPLE =
      Pattern.compile("(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>.*)})? (?<value>\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A sample of the exporter's text. */
  private record Sample(String metric, boolean counter, Map<String, String> labels, double value) {}

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theMachineHasPlausibleFigures(@TempDir Path folder) throws Exception {
    assumeThat(Files.isExecutable(EXPORTER))
        .as(
            "node exporter is not installed (apt-get install prometheus-node-exporter): the"
                + " catalogue is not tried with it")
        .isTrue();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process exporter =
        new ProcessBuilder(EXPORTER.toString(), "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("exporter.log").toFile())
            .start();
    try {
      URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
      Map<String, Sample> first = scrape(address);
      Map<String, Sample> second = scrape(address);
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      // Until every processor has idled some: the kernel counts in hundredths of a second.
      while (cpuSeconds(second) - cpuSeconds(first) < 1 && System.nanoTime() < deadline) {
        second = scrape(address);
      }
      assertThat(cpuSeconds(second)).isGreaterThan(cpuSeconds(first));
      assertPlausible(derive(first, second));
    } finally {
      exporter.destroy();
      assertThat(exporter.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void assertPlausible(Map<String, List<Double>> values) {
    assertThat(values.get("cpu_utilization_percentage"))
        .singleElement()
        .satisfies(value -> assertThat(value).isBetween(0.0, 100.0));
    assertThat(values.get("cpu_core_count"))
        .containsExactly((double) Runtime.getRuntime().availableProcessors());
    assertThat(values.get("cpu_load_average"))
        .singleElement()
        .satisfies(value -> assertThat(value).isBetween(0.0, 10_000.0));
    assertThat(values.get("memory_utilization_percentage"))
        .singleElement()
        .satisfies(value -> assertThat(value).isBetween(0.1, 100.0));
    assertThat(values.get("memory_available_bytes"))
        .singleElement()
        .satisfies(value -> assertThat(value).isBetween(1e6, 1e14));
    assertThat(values.getOrDefault("memory_cache_hit_ratio", List.of()))
        .allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
    assertThat(values.getOrDefault("disk_utilization_percentage", List.of()))
        .allSatisfy(value -> assertThat(value).isBetween(0.0, 100.0));
    for (String metric : List.of("disk_iops", "disk_throughput_mbps")) {
      assertThat(values.getOrDefault(metric, List.of()))
          .as(metric)
          .allSatisfy(value -> assertThat(value).isBetween(0.0, 1e6));
    }
    for (String metric : List.of("network_packet_loss_rate", "network_bandwidth_utilization")) {
      assertThat(values.getOrDefault(metric, List.of()))
          .as(metric)
          .allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
    }
  }

  /** The last word of each derived series, by metric. */
  private static Map<String, List<Double>> derive(
      Map<String, Sample> first, Map<String, Sample> second) throws Exception {
    try (DeriveHarness derive =
        new DeriveHarness(MetricCatalogue.derivations(), CustomMetrics.NONE).open()) {
      second.forEach(
          (series, now) -> {
            Sample before = first.get(series);
            if (before != null) {
              derive.feed(
                  now.counter()
                      ? Windows.counter(now.metric(), now.labels(), now.value() - before.value())
                      : Windows.gauge(
                          now.metric(), now.labels(), false, before.value(), now.value()));
            }
          });
      derive.watermark(Duration.ofMinutes(1));
      Map<String, List<Double>> values = new TreeMap<>();
      for (Rollup told : derive.told()) {
        values
            .computeIfAbsent(told.series().metric(), ignored -> new ArrayList<>())
            .add(told.last());
      }
      return values;
    }
  }

  private static double cpuSeconds(Map<String, Sample> samples) {
    return samples.values().stream()
        .filter(sample -> sample.metric().equals("node_cpu_seconds_total"))
        .mapToDouble(Sample::value)
        .sum();
  }

  private Map<String, Sample> scrape(URI address) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(DEADLINE).build();
        return parse(http.send(request, BodyHandlers.ofString()).body());
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private static Map<String, Sample> parse(String text) {
    Map<String, Sample> samples = new LinkedHashMap<>();
    Map<String, String> types = new HashMap<>();
    for (String line : text.split("\n")) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        types.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
          Map<String, String> labels = new TreeMap<>(Map.of("job", "node", "instance", "n1"));
          String given = sample.group("labels");
          Matcher label = LABEL.matcher(given == null ? "" : given);
          while (label.find()) {
            labels.put(label.group(1), label.group(2));
          }
          String name = sample.group("name");
          samples.put(
              line.substring(0, line.lastIndexOf(' ')),
              new Sample(
                  name,
                  "counter".equals(types.get(name)),
                  labels,
                  Double.parseDouble(sample.group("value").replace("+Inf", "Infinity"))));
        }
      }
    }
    return samples;
  }
}
