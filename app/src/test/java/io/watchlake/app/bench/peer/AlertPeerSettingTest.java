package io.watchlake.app.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.app.bench.load.AlertWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' and Alertmanager's own tools take the files, and find in them what is meant. */
class AlertPeerSettingTest {

  private static final AlertWorkload WORKLOAD = new AlertWorkload(30, 100);

  @TempDir private Path folder;

  @Test
  void promtoolFindsTheRulesThatAreNoSequences() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yml"), AlertPeerSetting.rules(WORKLOAD));
    Path file =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            AlertPeerSetting.DEFAULTS.prometheus(rules, "127.0.0.1:9093"));
    assertThat(said("promtool", "check", "config", file.toString()))
        .contains("1 rule files found")
        .contains("SUCCESS: 27 rules found");
  }

  @Test
  void promtoolHasTheFiringRuleAloneFireForAHostThatIsBad() throws Exception {
    Files.writeString(folder.resolve("rules.yml"), AlertPeerSetting.rules(WORKLOAD));
    Path file =
        Files.writeString(
            folder.resolve("test.yml"),
            """
            rule_files: [rules.yml]
            tests:
            - interval: 1m
              input_series:
              - {series: 'bench_metric_1{host="host-1", region="r"}', values: '%s'}
              - {series: 'bench_metric_1{host="host-11", region="r"}', values: '%s'}
              alert_rule_test:
              - alertname: bench_rule_3
                eval_time: 0m
                exp_alerts:
                - exp_labels: {host: host-1, severity: warning}
                  exp_annotations: {summary: version 1 of host-1}
              - {alertname: bench_rule_4, eval_time: 0m}
              - {alertname: bench_rule_5, eval_time: 0m}
            """
                .formatted(AlertWorkload.BAD, AlertWorkload.USUAL));
    assertThat(said("promtool", "test", "rules", file.toString())).contains("SUCCESS");
  }

  @Test
  void amtoolTakesBothSettings() throws Exception {
    for (AlertPeerSetting setting :
        new AlertPeerSetting[] {AlertPeerSetting.DEFAULTS, AlertPeerSetting.SOONEST}) {
      Path file =
          Files.writeString(
              folder.resolve("alertmanager.yml"), setting.alertmanager("http://127.0.0.1:1/"));
      assertThat(said("amtool", "check-config", file.toString()))
          .contains("SUCCESS")
          .contains("1 receivers");
    }
  }

  /** What a tool says, which must be content. */
  private String said(String tool, String... arguments) throws IOException, InterruptedException {
    Optional<Path> executable = ServerProcess.find(tool);
    assumeThat(executable)
        .as("%s is not installed (apt-get install %s)", tool, AlertPeerRun.PROGRAMS)
        .isPresent();
    Path log = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.command().add(0, executable.orElseThrow().toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(log);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
