package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.model.delivery.ServiceMap;
import java.util.List;

/** Keys of what is meant by delivery figures. */
final class DeliveryKeys {

  private static final UsedBy JOB = new UsedBy("the job `delivery`");
  private static final int MAX_WINDOW_HOURS = 8_760;

  static final Key<List<String>> FAILURES =
      new Key<>(
          "monitoring.delivery.failures",
          Types.list(Types.oneOf("incident", "rollback", "revert", "hotfix")),
          List.of("incident", "rollback"),
          JOB,
          "Grounds on which a deployment counts as failed (docs/delivery.md).");

  static final Key<Integer> WINDOW_HOURS =
      new Key<>(
          "monitoring.delivery.window_hours",
          Types.integer(0, MAX_WINDOW_HOURS, "write a whole number of hours from 0 to 8760"),
          24,
          JOB,
          "Hours after a deployment in which an incident that names none is blamed on it; a verdict"
              + " is pending for as long.");

  static final Key<List<String>> PRODUCTION =
      new Key<>(
          "monitoring.delivery.production",
          Types.list(
              Types.TEXT.checked(
                  "name of an environment",
                  "write a name of letters, digits, . _ / and -, such as production",
                  text -> {
                    Definition.allBut(List.of(text));
                    return text;
                  })),
          null,
          JOB,
          "The environments whose deployments count. Without it: all that are not called dev, test,"
              + " staging and the like.");

  static final Key<String> STATE =
      new Key<>(
          "monitoring.delivery.state",
          Types.oneOf("heap", "rocksdb"),
          "heap",
          JOB,
          "Where the job keeps the history of all services, which it never forgets: on the heap, or"
              + " in RocksDB on disk for more than fits there.");

  static final Key<ServiceMap> SERVICES =
      new Key<>(
          "monitoring.delivery.services",
          new ServiceMapType(),
          ServiceMap.NONE,
          new UsedBy("the job `delivery`, and `delivery --config`"),
          "Which changes, deployments and incidents are of which service, for repositories of many"
              + " and for services of many names (docs/delivery.md).");

  static final List<Key<?>> ALL = List.of(FAILURES, WINDOW_HOURS, PRODUCTION, SERVICES, STATE);

  private DeliveryKeys() {}

  static Configuration.Delivery read(Values values) {
    return new Configuration.Delivery(
        values.get(FAILURES),
        values.get(WINDOW_HOURS),
        values.find(PRODUCTION).orElse(List.of()),
        values.get(SERVICES),
        values.get(STATE));
  }
}
