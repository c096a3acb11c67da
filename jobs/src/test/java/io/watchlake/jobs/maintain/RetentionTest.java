package io.watchlake.jobs.maintain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.jobs.launch.InvalidArgumentsException;
import io.watchlake.model.Tables;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T23:59:59Z");

  @Test
  void eachKindOfDataHasItsDays() {
    Retention retention =
        retention(
            "--keep-traces-days",
            "30",
            "--keep-logs-days",
            "730",
            "--keep-metrics-days",
            "7",
            "--keep-rollups-1m-days",
            "365",
            "--keep-rollups-1h-days",
            "730",
            "--keep-anomalies-days",
            "730",
            "--keep-dead-letters-days",
            "1");
    assertThat(retention.daysByTable())
        .as("delivery forgets no history, alerting none yet, and models are few")
        .containsOnlyKeys(
            Tables.STORED.stream()
                .filter(table -> !table.startsWith(Tables.DELIVERY_NAMESPACE + "."))
                .filter(table -> !table.startsWith(Tables.ALERTING_NAMESPACE + "."))
                .filter(table -> !table.startsWith(Tables.ML_NAMESPACE + "."))
                .toList());
    assertThat(retention.firstKept(Tables.SPANS, NOW)).isEqualTo(LocalDate.of(2026, 1, 30));
    assertThat(retention.firstKept(Tables.LOGS, NOW)).isEqualTo(LocalDate.of(2024, 3, 1));
    for (String table :
        new String[] {Tables.METRIC_CHUNKS, Tables.METRIC_DISTRIBUTIONS, Tables.METRIC_LATE}) {
      assertThat(retention.firstKept(table, NOW)).isEqualTo(LocalDate.of(2026, 2, 22));
    }
    assertThat(retention.firstKept(Tables.ROLLUPS_1M_LOG, NOW)).isEqualTo(LocalDate.of(2025, 3, 1));
    for (String table : new String[] {Tables.ROLLUPS_1H_LOG, Tables.SERIES, Tables.ANOMALIES_LOG}) {
      assertThat(retention.firstKept(table, NOW)).isEqualTo(LocalDate.of(2024, 3, 1));
    }
    assertThat(retention.firstKept(Tables.DEAD_LETTERS, NOW)).isEqualTo(LocalDate.of(2026, 2, 28));
  }

  @Test
  void whatNothingIsSaidOfIsKept() {
    assertThat(retention().daysByTable()).isEmpty();
    assertThat(retention("--keep-logs-days", "5").firstKept(Tables.SPANS, NOW)).isNull();
  }

  @Test
  void noDaysAtAllAreRefused() {
    InvalidArgumentsException error =
        catchThrowableOfType(
            InvalidArgumentsException.class, () -> retention("--keep-logs-days", "0"));
    assertThat(error.problems()).singleElement().asString().contains("--keep-logs-days is '0'");
  }

  private static Retention retention(String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(
        new String[] {"--catalog-uri", "jdbc:sqlite:file:x", "--warehouse", "w"}, 0, all, 0, 4);
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return MaintainOptions.parse(all).retention();
  }
}
