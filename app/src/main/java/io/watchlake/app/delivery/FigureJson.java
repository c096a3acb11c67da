package io.watchlake.app.delivery;

import io.watchlake.app.json.Json;
import io.watchlake.jobs.delivery.calc.Band;
import io.watchlake.jobs.delivery.calc.BandSet;
import io.watchlake.model.delivery.Figure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A figure as a JSON object for programs: times ISO 8601 in UTC, spans in seconds. */
final class FigureJson {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private FigureJson() {}

  /** One line. */
  static String line(Figure figure, BandSet bands) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("service", figure.service());
    object.put("period", figure.period().code());
    object.put("period_start", time(figure.startUnixNano()));
    object.put("period_end", time(figure.endUnixNano()));
    object.put("deployments", figure.deployments());
    object.put("deployments_per_day", figure.deploymentsPerDay());
    object.put("deployment_days", figure.deploymentDays());
    object.put("changes_deployed", figure.changesDeployed());
    object.put("lead_time_median_s", figure.leadTimeMedianS());
    object.put("lead_time_p75_s", figure.leadTimeP75S());
    object.put("lead_time_p90_s", figure.leadTimeP90S());
    object.put("failed_deployments", figure.failedDeployments());
    object.put("pending_deployments", figure.pendingDeployments());
    object.put("change_failure_rate", figure.changeFailureRate());
    object.put("rework_rate", figure.reworkRate());
    object.put("incidents_detected", figure.incidentsDetected());
    object.put("incidents_resolved", figure.incidentsResolved());
    object.put("incidents_open", figure.incidentsOpen());
    object.put("incidents_unattributed", figure.incidentsUnattributed());
    object.put("time_to_restore_median_s", figure.timeToRestoreMedianS());
    object.put("impact_to_restore_median_s", figure.impactToRestoreMedianS());
    object.put("failed_deployment_recovery_median_s", figure.failedDeploymentRecoveryMedianS());
    object.put("bands", bands(figure, bands));
    object.put("definition", figure.definition());
    object.put("final", figure.isFinal());
    object.put("input_digest", figure.inputDigest());
    return Json.write(object);
  }

  private static Map<String, @Nullable Object> bands(Figure figure, BandSet bands) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("set", bands.code());
    object.put("deployment_frequency", code(bands.deploymentFrequency(figure)));
    object.put("lead_time", code(bands.leadTime(figure)));
    object.put("change_failure_rate", code(bands.changeFailureRate(figure)));
    object.put("time_to_restore", code(bands.restore(figure)));
    return object;
  }

  private static @Nullable String code(@Nullable Band band) {
    return band == null ? null : band.code();
  }

  private static String time(long unixNano) {
    return Instant.ofEpochSecond(
            Math.floorDiv(unixNano, NANOS_PER_SECOND), Math.floorMod(unixNano, NANOS_PER_SECOND))
        .toString();
  }
}
