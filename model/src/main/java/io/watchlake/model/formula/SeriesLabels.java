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
    String own = text(series.attributes(), label);
    if (!own.isEmpty()) {
      return own;
    }
    Attributes resource = series.resource().attributes();
    String shared = text(resource, label);
    if (!shared.isEmpty()) {
      return shared;
    }
    return switch (label) {
      case SERVICE, JOB -> series.resource().service();
      case INSTANCE -> {
        String instance = text(resource, SERVICE_INSTANCE);
        yield instance.isEmpty() ? text(resource, HOST_NAME) : instance;
      }
      default -> "";
    };
  }

  /** The names of all labels that attributes make, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Attributes attributes :
        new Attributes[] {series.attributes(), series.resource().attributes()}) {
      names.addAll(attributes.strings().keySet());
      names.addAll(attributes.longs().keySet());
      names.addAll(attributes.doubles().keySet());
      names.addAll(attributes.booleans().keySet());
    }
    return names;
  }

  private static String text(Attributes attributes, String name) {
    String string = attributes.strings().get(name);
    if (string != null) {
      return string;
    }
    Object other = attributes.longs().get(name);
    other = other == null ? attributes.doubles().get(name) : other;
    other = other == null ? attributes.booleans().get(name) : other;
    return other == null ? "" : other.toString();
  }
}
