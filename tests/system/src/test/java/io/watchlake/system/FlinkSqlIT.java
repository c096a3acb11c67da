package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flink SQL as {@code docs/sql.md} says: Flink's own client with the statements that {@code up}
 * wrote, through the gateway, on the session cluster. It counts what interactive SQL counts, of the
 * timeline that {@link ReplayIT} left.
 */
@ExtendWith(SharedStack.class)
@Order(2)
class FlinkSqlIT {

  private static final Pattern ROW = Pattern.compile("\\|\\s*(\\w+)\\s*\\|\\s*(\\d+)\\s*\\|");

  /** The same in both dialects. */
  private static final String COUNTS =
      """
      SELECT 'spans' AS what, count(*) AS n FROM telemetry.spans WHERE timeline = 'replayed'
      UNION ALL SELECT 'logs', count(*) FROM telemetry.logs WHERE timeline = 'replayed'
      UNION ALL SELECT 'points', count(*) FROM telemetry.metric_points WHERE timeline = 'replayed'
      UNION ALL SELECT 'requests', sum(requests) FROM telemetry.error_rate WHERE timeline = 'replayed'
      UNION ALL SELECT 'errors', sum(errors) FROM telemetry.error_rate WHERE timeline = 'replayed'\
      """;

  @Test
  void itsTablesAndViewsCountWhatInteractiveSqlCounts(TestStack stack, @TempDir Path folder)
      throws IOException {
    Map<String, Long> expected = new LinkedHashMap<>();
    for (List<?> row : stack.lake().rows(COUNTS)) {
      expected.put(String.valueOf(row.get(0)), ((Number) row.get(1)).longValue());
    }
    assertThat(expected.get("spans")).isPositive();

    Path question = folder.resolve("counts.sql");
    Files.writeString(question, COUNTS + ";\n");
    Cli.Result answer =
        Cli.launch(
                List.of(
                    stack.home().resolve("flink/sql/client").toString(),
                    "-f",
                    question.toString(),
                    "--history",
                    folder.resolve("history").toString()))
            .await(Duration.ofMinutes(5))
            .ok();

    Map<String, Long> counted = new LinkedHashMap<>();
    Matcher row = ROW.matcher(answer.out());
    while (row.find()) {
      counted.put(row.group(1), Long.valueOf(row.group(2)));
    }
    assertThat(counted).as(answer.toString()).isEqualTo(expected);
  }
}
