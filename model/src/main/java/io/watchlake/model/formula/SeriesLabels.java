package io.watchlake.model.formula;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Series;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The labels of a series, as formulas and whoever asks for series see them: an attribute of the
 * point, else of the resource. {@code service} and {@code job} are the resource's service, {@code
 * instance} is {@code service.instance.id}, else {@code host.name}, unless there are attributes of
 * these names. Arrays and nested values are no labels.
 */
public final class SeriesLabels implements UnaryOperator<String> {

  /** The label of the service. */
  public static final String SERVICE = "service";

  /** Prometheus' label of the service. */
  public static final String JOB = "job";

  /** The label of one of a service's processes or machines. */
  public static final String INSTANCE = "instance";

  /** The resource attribute of the service. */
  public static final String SERVICE_NAME = "service.name";

  /** The resource attribute of one of a service's processes or machines. */
  public static final String SERVICE_INSTANCE = "service.instance.id";

  private static final String HOST_NAME = "host.name";

  private final Series series;

  public SeriesLabels(Series series) {
    this.series = series;
  }

  /** The value of a label; empty where there is none. */
  @Override
  public String apply(String label) {
    String own = series.attributes().text(label);
    if (!own.isEmpty()) {
      return own;
    }
    Attributes resource = series.resource().attributes();
    String shared = resource.text(label);
    if (!shared.isEmpty()) {
      return shared;
    }
    return switch (label) {
      case SERVICE, JOB -> series.resource().service();
      case INSTANCE -> {
        String instance = resource.text(SERVICE_INSTANCE);
        yield instance.isEmpty() ? resource.text(HOST_NAME) : instance;
      }
      default -> "";
    };
  }

  /** The names of all labels that attributes make, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    series.attributes().addNames(names);
    series.resource().attributes().addNames(names);
    return names;
  }
}
