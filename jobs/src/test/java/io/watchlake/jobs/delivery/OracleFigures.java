package io.watchlake.jobs.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures of real histories that others worked out straight from git. */
public final class OracleFigures {

  private static final double RELATIVE = 1e-9;

  private OracleFigures() {}

  /** The names of the histories. */
  public static Stream<String> names() {
    return Stream.of("alertmanager", "zipkin");
  }

  /** The events of a history. */
  public static Path events(String name) {
    return SharedData.dora().resolve(name + ".events.ndjson.gz");
  }

  /** All values that differ from the history's figures; empty where none does. */
  public static List<String> differences(String name, List<Figure> figures) {
    JsonNode oracle;
    try {
      oracle = new JsonMapper().readTree(SharedData.dora().resolve(name + ".oracle.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> differences = new ArrayList<>();
    List<Figure> overall = of(figures, PeriodKind.OVERALL);
    check("overall", List.of(oracle.get("overall")), overall, differences);
    check("months", oracle.get("months"), of(figures, PeriodKind.MONTH), differences);
    check("windows", oracle.get("windows_28d"), of(figures, PeriodKind.DAYS_28), differences);
    return differences;
  }

  private static List<Figure> of(List<Figure> figures, PeriodKind kind) {
    return figures.stream().filter(figure -> figure.period() == kind).toList();
  }

  private static void check(
      String what, Iterable<JsonNode> expected, List<Figure> actual, List<String> differences) {
    int place = 0;
    for (JsonNode wanted : expected) {
      if (place < actual.size()) {
        check(what + " " + place, wanted, actual.get(place), differences);
      }
      place++;
    }
    if (place != actual.size()) {
      differences.add(what + ": " + actual.size() + " periods, expected " + place);
    }
  }

  private static void check(
      String where, JsonNode wanted, Figure figure, List<String> differences) {
    String start = Instant.ofEpochSecond(figure.startUnixNano() / 1_000_000_000).toString();
    if (wanted.has("month") && !start.startsWith(wanted.get("month").asText() + "-01T00:00:00Z")) {
      differences.add(where + " begins at " + start);
    }
    if (wanted.has("start") && !start.equals(wanted.get("start").asText())) {
      differences.add(where + " begins at " + start);
    }
    equal(where, wanted, "deployments", figure.deployments(), differences);
    close(where, wanted, "deployments_per_day", figure.deploymentsPerDay(), differences);
    equal(where, wanted, "changes_deployed", figure.changesDeployed(), differences);
    close(where, wanted, "lead_time_median_s", figure.leadTimeMedianS(), differences);
    close(where, wanted, "lead_time_p90_s", figure.leadTimeP90S(), differences);
    equal(where, wanted, "failed_deployments", figure.failedDeployments(), differences);
    close(where, wanted, "change_failure_rate", figure.changeFailureRate(), differences);
    equal(where, wanted, "incidents_resolved", figure.incidentsResolved(), differences);
    close(where, wanted, "time_to_restore_median_s", figure.timeToRestoreMedianS(), differences);
    close(
        where,
        wanted,
        "failed_deployment_recovery_median_s",
        figure.failedDeploymentRecoveryMedianS(),
        differences);
  }

  private static void equal(
      String where, JsonNode wanted, String field, long actual, List<String> differences) {
    if (wanted.get(field).asLong() != actual) {
      differences.add(where + ' ' + field + ": " + actual + ", expected " + wanted.get(field));
    }
  }

  private static void close(
      String where,
      JsonNode wanted,
      String field,
      @Nullable Double actual,
      List<String> differences) {
    JsonNode expected = wanted.get(field);
    boolean same =
        expected.isNull() || actual == null
            ? expected.isNull() && actual == null
            : Math.abs(expected.asDouble() - actual) <= RELATIVE * Math.abs(expected.asDouble());
    if (!same) {
      differences.add(where + ' ' + field + ": " + actual + ", expected " + expected);
    }
  }
}
