package io.watchlake.connectors.delivery.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Delivery figures as JSON, the value of a message of {@code delivery_figures}: times ISO 8601 in
 * UTC, spans in seconds, rates as fractions, {@code null} where there is nothing to compute of.
 */
public final class FigureCodec {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private FigureCodec() {}

  /** The message's key: what the figures are of. A correction has the same. */
  public static byte[] key(Figure figure) {
    String start = figure.period() == PeriodKind.OVERALL ? "" : '/' + time(figure.startUnixNano());
    return (figure.service() + '/' + figure.period().code() + start + part(figure.scope()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String part(FigureScope scope) {
    return (scope.environment() == null ? "" : "/environment=" + scope.environment())
        + (scope.region() == null ? "" : "/region=" + scope.region());
  }

  /** The message's value. */
  public static byte[] value(Figure figure) {
    try {
      return JSON.writeValueAsBytes(json(figure));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of our own making is always JSON", e);
    }
  }

  /** The figures as an object, to which more may be added. */
  public static ObjectNode json(Figure figure) {
    ObjectNode object = JSON.createObjectNode();
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
    LeadStages stages = figure.stages();
    object.put("pull_requests_deployed", stages.pullRequests());
    object.put("coding_time_median_s", stages.codingMedianS());
    object.put("review_time_median_s", stages.reviewMedianS());
    object.put("merge_time_median_s", stages.mergeMedianS());
    object.put("deploy_time_median_s", stages.deployMedianS());
    object.put("cycle_time_median_s", stages.cycleMedianS());
    object.put("definition", figure.definition());
    object.put("final", figure.isFinal());
    object.put("input_digest", figure.inputDigest());
    object.put("revision", figure.revision());
    object.put("timeline", figure.timeline());
    object.put("environment", figure.scope().environment());
    object.put("region", figure.scope().region());
    object.put("definition_digest", figure.basis().definitionDigest());
    object.put("snapshot", figure.basis().snapshot());
    return object;
  }

  /**
   * Reads a value.
   *
   * @throws IOException if it is none
   */
  public static Figure decode(byte[] value) throws IOException {
    JsonNode object = JSON.readTree(value);
    return new Figure(
        text(object, "service"),
        text(object, "timeline"),
        PeriodKind.ofCode(text(object, "period")),
        unixNano(text(object, "period_start")),
        unixNano(text(object, "period_end")),
        text(object, "definition"),
        number(object, "deployments"),
        required(object, "deployments_per_day").asDouble(),
        number(object, "deployment_days"),
        number(object, "changes_deployed"),
        fraction(object, "lead_time_median_s"),
        fraction(object, "lead_time_p75_s"),
        fraction(object, "lead_time_p90_s"),
        number(object, "failed_deployments"),
        number(object, "pending_deployments"),
        fraction(object, "change_failure_rate"),
        fraction(object, "rework_rate"),
        number(object, "incidents_detected"),
        number(object, "incidents_resolved"),
        number(object, "incidents_open"),
        number(object, "incidents_unattributed"),
        fraction(object, "time_to_restore_median_s"),
        fraction(object, "impact_to_restore_median_s"),
        fraction(object, "failed_deployment_recovery_median_s"),
        required(object, "final").asBoolean(),
        text(object, "input_digest"),
        number(object, "revision"),
        stages(object),
        scope(object),
        basis(object));
  }

  /** Messages of before are of services as a whole. */
  private static FigureScope scope(JsonNode object) {
    return new FigureScope(
        object.path("environment").textValue(), object.path("region").textValue());
  }

  /** Messages of before tell none. */
  private static FigureBasis basis(JsonNode object) throws IOException {
    return object.has("snapshot")
        ? new FigureBasis(text(object, "definition_digest"), text(object, "snapshot"))
        : FigureBasis.NOT_TOLD;
  }

  /** Messages of before know none. */
  private static LeadStages stages(JsonNode object) throws IOException {
    if (!object.has("pull_requests_deployed")) {
      return LeadStages.NONE;
    }
    return new LeadStages(
        number(object, "pull_requests_deployed"),
        fraction(object, "coding_time_median_s"),
        fraction(object, "review_time_median_s"),
        fraction(object, "merge_time_median_s"),
        fraction(object, "deploy_time_median_s"),
        fraction(object, "cycle_time_median_s"));
  }

  private static JsonNode required(JsonNode object, String name) throws IOException {
    JsonNode node = object.get(name);
    if (node == null) {
      throw new IOException("a delivery figure without '" + name + "'");
    }
    return node;
  }

  private static String text(JsonNode object, String name) throws IOException {
    return required(object, name).asText();
  }

  private static long number(JsonNode object, String name) throws IOException {
    return required(object, name).asLong();
  }

  private static @Nullable Double fraction(JsonNode object, String name) throws IOException {
    JsonNode node = required(object, name);
    return node.isNull() ? null : node.asDouble();
  }

  private static String time(long unixNano) {
    return Instant.ofEpochSecond(
            Math.floorDiv(unixNano, NANOS_PER_SECOND), Math.floorMod(unixNano, NANOS_PER_SECOND))
        .toString();
  }

  private static long unixNano(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
  }
}
