package io.watchlake.jobs.stage.compute.notify;

import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.incident.Topology;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.signal.Signal;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Which part of the topology something is of: what incidents are kept by. */
public final class ServiceParts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String configuration;

  /** Read when first needed. */
  private transient @Nullable Topology topology;

  /**
   * @param configuration as {@link AlertingText} writes it
   */
  public ServiceParts(String configuration) {
    this.configuration = configuration;
  }

  /** The part of an alert; of one of no service its rule, which no incident is kept by. */
  public String ofAlert(Alert alert) {
    String service = alert.labels().getOrDefault("service", "");
    return service.isEmpty() ? alert.rule() : topology().part(service);
  }

  /** The part of a signal. */
  public String ofSignal(Signal signal) {
    return topology().part(signal.service());
  }

  private Topology topology() {
    Topology known = topology;
    if (known == null) {
      known = Topology.of(AlertingText.read(configuration).correlation());
      topology = known;
    }
    return known;
  }
}
