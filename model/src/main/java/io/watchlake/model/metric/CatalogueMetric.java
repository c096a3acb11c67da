package io.watchlake.model.metric;

import java.util.List;

/**
 * A metric of the catalogue.
 *
 * @param area {@code system}, {@code application} or {@code business}
 * @param group its group within the area
 * @param name the one name its values are kept under
 * @param unit as UCUM writes it
 * @param meaning what it says, in a sentence
 * @param aliases its other names
 * @param sources where its values come from, at least one
 */
public record CatalogueMetric(
    String area,
    String group,
    String name,
    String unit,
    String meaning,
    List<Alias> aliases,
    List<MetricSource> sources) {

  public CatalogueMetric {
    aliases = List.copyOf(aliases);
    sources = List.copyOf(sources);
  }

  /** Its derivations, in the order of its sources; none where it must be sent. */
  public List<Derivation> derivations() {
    return sources.stream()
        .filter(MetricSource.Computed.class::isInstance)
        .map(source -> ((MetricSource.Computed) source).derivation())
        .toList();
  }
}
