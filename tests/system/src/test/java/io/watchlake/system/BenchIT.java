package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks are kept working here, small; their figures are taken on a quiet machine. */
class BenchIT {

  @TempDir private Path work;

  @Test
  void benchMetricsMeasuresChecksEveryRowAndLeavesNothing() throws Exception {
    Cli.Result result =
        Cli.run(
                Duration.ofMinutes(4),
                "bench",
                "metrics",
                "--points",
                "200000",
                "--series",
                "1000",
                "--peer-points",
                "50000",
                "--work",
                work.toString(),
                "--format",
                "json")
            .ok();

    assertThat(result.out().lines()).hasSize(1);
    JsonNode figures = new ObjectMapper().readTree(result.out());
    assertThat(figures.path("verified").booleanValue()).isTrue();
    assertThat(figures.path("points").longValue()).isEqualTo(200_000);
    assertThat(figures.path("series_sent").longValue()).isEqualTo(1_100);
    assertThat(figures.path("checkpoints").intValue()).isPositive();
    for (String name :
        new String[] {
          "points_per_second",
          "cpu_seconds_per_million_points",
          "broker_cpu_seconds_per_million_points",
          "bytes_per_point",
          "peak_memory_mb"
        }) {
      assertThat(figures.path(name).doubleValue()).as(name).isPositive();
    }
    assertThat(figures.path("floor_ratio").doubleValue()).isPositive();
    assertThat(figures.path("floor").path("points").longValue()).isEqualTo(200_000);
    assertThat(figures.path("rollup_rows").path("telemetry.rollups_1m").longValue()).isPositive();
    assertThat(figures.path("remarks")).as("of so few points").isNotEmpty();
    for (String name : new String[] {"prometheus_ratio", "victoriametrics_ratio", "second_half"}) {
      assertThat(figures.has(name)).as(name).isTrue();
    }
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
    assertThat(
            ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(work.toString())))
        .as("processes left behind")
        .isEmpty();
  }

  @Test
  void benchQueriesAsksEveryPanelAndLeavesNothing() throws Exception {
    Cli.Result result =
        Cli.run(
                Duration.ofMinutes(2),
                "bench",
                "queries",
                "--rows",
                "300000",
                "--days",
                "5",
                "--runs",
                "2",
                "--work",
                work.toString(),
                "--format",
                "json")
            .ok();

    JsonNode figures = new ObjectMapper().readTree(result.out());
    assertThat(figures.path("rows").longValue()).isBetween(290_000L, 300_000L);
    assertThat(figures.path("p99_seconds").doubleValue()).isPositive();
    assertThat(figures.path("queries").size()).isGreaterThanOrEqualTo(7);
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void benchDeliveryChecksEveryFigureAndLeavesNothing() throws Exception {
    Cli.Result result =
        Cli.run(
                Duration.ofMinutes(3),
                "bench",
                "delivery",
                "--events",
                "20000",
                "--work",
                work.toString(),
                "--format",
                "json")
            .ok();

    JsonNode figures = new ObjectMapper().readTree(result.out());
    assertThat(figures.path("events").longValue()).isEqualTo(20_000);
    assertThat(figures.path("services").longValue()).isEqualTo(8);
    assertThat(figures.path("verified").booleanValue()).isTrue();
    assertThat(figures.path("events_per_second").doubleValue()).isPositive();
    assertThat(figures.path("cpu_seconds_per_million_events").doubleValue()).isPositive();
    assertThat(figures.path("peak_memory_mb").doubleValue()).isPositive();
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void wrongUsageIsToldBeforeAnythingStarts() {
    Cli.Result tooFew =
        Cli.run(Duration.ofMinutes(1), "bench", "metrics", "--series", "100", "--points", "10");
    assertThat(tooFew.exitCode()).isEqualTo(2);
    assertThat(tooFew.err()).contains("--points");

    Cli.Result tooLong =
        Cli.run(
            Duration.ofMinutes(1), "bench", "metrics", "--series", "10", "--points", "100000000");
    assertThat(tooLong.exitCode()).isEqualTo(2);
    assertThat(tooLong.err()).contains("days");
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
