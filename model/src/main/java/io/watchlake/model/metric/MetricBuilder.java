package io.watchlake.model.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes one metric of the catalogue down. */
final class MetricBuilder {

  private final String area;
  private final String group;
  private final String name;
  private final String unit;
  private final String meaning;
  private final List<Alias> aliases = new ArrayList<>();
  private final List<MetricSource> sources = new ArrayList<>();

  MetricBuilder(String area, String group, String name, String unit, String meaning) {
    this.area = area;
    this.group = group;
    this.name = name;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Other names of the same values. */
  MetricBuilder alias(String... names) {
    for (String alias : names) {
      aliases.add(new Alias(alias, unit, 1));
    }
    return this;
  }

  /** Another name, under which values have another unit. */
  MetricBuilder alias(String alias, String itsUnit, double factor) {
    aliases.add(new Alias(alias, itsUnit, factor));
    return this;
  }

  MetricBuilder computed(String sender, String formula) {
    return computed(sender, formula, Map.of());
  }

  MetricBuilder computed(String sender, String formula, Map<String, String> labels) {
    sources.add(
        new MetricSource.Computed(sender, Derivation.read(name, unit, meaning, formula, labels)));
    return this;
  }

  MetricBuilder sent(String sender) {
    sources.add(new MetricSource.Sent(sender));
    return this;
  }

  MetricBuilder made(String sender) {
    sources.add(new MetricSource.Made(sender));
    return this;
  }

  CatalogueMetric build() {
    if (sources.isEmpty()) {
      throw new IllegalStateException(name + " comes from nowhere");
    }
    return new CatalogueMetric(area, group, name, unit, meaning, aliases, sources);
  }
}
