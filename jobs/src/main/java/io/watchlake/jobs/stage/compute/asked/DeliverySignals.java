package io.watchlake.jobs.stage.compute.asked;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deployments and incidents as signals. A deployment is one when it becomes known; an incident is
 * one when it becomes known and another when it is over. Corrections are none: what is told is that
 * something happened, and nothing happens twice.
 *
 * <p>What happened more than {@link #NEWS} before it is told is history that is read in, and would
 * be an alert for each deployment of ten years.
 */
public final class DeliverySignals implements SignalMaker<DeliveryRecord> {

  private static final long serialVersionUID = 1L;

  /** How long after it something is news. */
  static final Duration NEWS = Duration.ofHours(24);

  private static final String DETECTED = "detected";

  private static final String RESOLVED = "resolved";

  @Override
  public @Nullable SignalKind kind(DeliveryRecord record) {
    if (record.conclusion() instanceof Deployment) {
      return record.revision() == 1 ? SignalKind.DEPLOYMENT : null;
    }
    return record.conclusion() instanceof Incident ? SignalKind.INCIDENT : null;
  }

  @Override
  public @Nullable Signal of(DeliveryRecord record, long nowMillis) {
    if (record.conclusion() instanceof Deployment deployment) {
      return news(deployment(deployment, record.timeline()), nowMillis);
    }
    if (record.conclusion() instanceof Incident incident) {
      return news(incident(incident, record), nowMillis);
    }
    return null;
  }

  private static @Nullable Signal news(@Nullable Signal signal, long nowMillis) {
    return signal != null
            && nowMillis - TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano()) <= NEWS.toMillis()
        ? signal
        : null;
  }

  private static Signal deployment(Deployment deployment, String timeline) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("deployment_id", deployment.deploymentId());
    labels.put("environment", deployment.environment());
    labels.put("production", Boolean.toString(deployment.counted()));
    labels.put("rework", Boolean.toString(deployment.rework()));
    // Forges and pipelines report others too; what failed to deploy is no deployment.
    labels.put("outcome", "success");
    put(labels, "region", deployment.region());
    put(labels, "artifact", deployment.artifactId());
    put(labels, "commit", deployment.commit());
    put(labels, "version", version(deployment));
    return signal(
        SignalKind.DEPLOYMENT,
        timeline,
        deployment.timeUnixNano(),
        "deployed",
        deployment.service(),
        deployment.deploymentId(),
        labels);
  }

  /** The version of a purl; else the commit. */
  private static @Nullable String version(Deployment deployment) {
    String artifact = deployment.artifactId();
    int at = artifact == null ? -1 : artifact.indexOf('@');
    if (artifact == null || at < 0) {
      return deployment.commit();
    }
    return artifact.substring(at + 1).split("[?#]", 2)[0];
  }

  /** That it began is told once; every revision after its end tells that, under one id. */
  private static @Nullable Signal incident(Incident incident, DeliveryRecord record) {
    boolean over = incident.resolvedUnixNano() != 0;
    if (!over && record.revision() > 1) {
      return null;
    }
    Map<String, String> labels = new TreeMap<>();
    labels.put("incident_id", incident.incidentId());
    labels.put("phase", over ? RESOLVED : DETECTED);
    put(labels, "environment", incident.environment());
    put(labels, "deployment_id", incident.deploymentId());
    put(labels, "reason", incident.reason() == null ? null : incident.reason().code());
    return signal(
        SignalKind.INCIDENT,
        record.timeline(),
        over ? incident.resolvedUnixNano() : incident.detectedUnixNano(),
        over ? RESOLVED : DETECTED,
        incident.service(),
        incident.incidentId(),
        labels);
  }

  private static Signal signal(
      SignalKind kind,
      String timeline,
      long timeUnixNano,
      String name,
      String service,
      String about,
      Map<String, String> labels) {
    return new Signal(
        kind.code() + '/' + timeline + '/' + service + '/' + about + '/' + name,
        kind,
        timeline,
        timeUnixNano,
        name,
        "",
        service.equals(DeliveryEvent.UNKNOWN_SERVICE) ? "" : service,
        service,
        Double.NaN,
        labels,
        Map.of());
  }

  private static void put(Map<String, String> labels, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(name, value);
    }
  }
}
