package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.jobs.delivery.calc.BandSet;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.model.delivery.ServiceMap;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keys of what is meant by delivery figures. */
final class DeliveryKeys {

  private static final UsedBy JOB = new UsedBy("the job `delivery`");
  private static final UsedBy BOTH = new UsedBy("the job `delivery`, and `delivery --config`");

  static final Key<List<String>> FAILURES =
      new Key<>(
          "monitoring.delivery.failures",
          DefinitionsType.FAILURES_TYPE,
          List.of("incident", "rollback"),
          BOTH,
          "Grounds on which a deployment counts as failed (docs/delivery.md).");

  static final Key<Integer> WINDOW_HOURS =
      new Key<>(
          "monitoring.delivery.window_hours",
          DefinitionsType.HOURS_TYPE,
          24,
          BOTH,
          "Hours after a deployment in which an incident that names none is blamed on it; a verdict"
              + " is pending for as long.");

  static final Key<List<String>> PRODUCTION =
      new Key<>(
          "monitoring.delivery.production",
          DefinitionsType.ENVIRONMENTS_TYPE,
          null,
          BOTH,
          "The environments whose deployments count. Without it: all that are not called dev, test,"
              + " staging and the like.");

  static final Key<Map<String, DefinitionsType.Draft>> DEFINITIONS =
      new Key<>(
          "monitoring.delivery.definitions",
          new DefinitionsType(),
          Map.of(),
          BOTH,
          "Definitions of your own. What one leaves out is as the keys above say"
              + " (docs/delivery.md).");

  static final Key<String> DEFINITION =
      new Key<>(
          "monitoring.delivery.definition",
          Types.TEXT,
          Definition.STANDARD_NAME,
          BOTH,
          "The definition that figures are worked out by: one of `definitions`, or `standard`.");

  static final Key<ServiceMap> SERVICES =
      new Key<>(
          "monitoring.delivery.services",
          new ServiceMapType(),
          ServiceMap.NONE,
          BOTH,
          "Which changes, deployments and incidents are of which service, for repositories of many"
              + " and for services of many names (docs/delivery.md).");

  static final Key<String> BANDS =
      new Key<>(
          "monitoring.delivery.bands",
          Types.oneOf("2021", "2023", "2024", "seed"),
          BandSet.YEAR_2024.code(),
          new UsedBy("`delivery --config`"),
          "Which year's bands are shown.");

  static final Key<String> STATE =
      new Key<>(
          "monitoring.delivery.state",
          Types.oneOf("heap", "rocksdb"),
          "heap",
          JOB,
          "Where the job keeps the history of all services, which it never forgets: on the heap, or"
              + " in RocksDB on disk for more than fits there.");

  static final List<Key<?>> ALL =
      List.of(FAILURES, WINDOW_HOURS, PRODUCTION, DEFINITIONS, DEFINITION, SERVICES, BANDS, STATE);

  private DeliveryKeys() {}

  static Configuration.Delivery read(Values values) {
    Set<FailureRule> failures =
        new HashSet<>(values.get(FAILURES).stream().map(FailureRule::ofCode).toList());
    Definition standard =
        Definition.STANDARD
            .withFailures(failures)
            .withTimeWindow(Duration.ofHours(values.get(WINDOW_HOURS)))
            .withProduction(values.find(PRODUCTION).orElse(List.of()));
    Map<String, Definition> definitions = new TreeMap<>();
    definitions.put(Definition.STANDARD_NAME, standard);
    values.get(DEFINITIONS).forEach((name, draft) -> definitions.put(name, draft.on(standard)));
    return new Configuration.Delivery(
        definitions,
        values.get(DEFINITION),
        values.get(SERVICES),
        values.get(BANDS),
        values.get(STATE));
  }
}
