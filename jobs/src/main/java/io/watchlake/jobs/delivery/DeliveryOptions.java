package io.watchlake.jobs.delivery;

import io.watchlake.connectors.delivery.codec.ServiceMapCodec;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.delivery.ServiceMap;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the job {@code delivery} is told.
 *
 * @param terms on which figures are worked out
 * @param rocksDb whether the history is kept in RocksDB on disk rather than on the heap
 */
record DeliveryOptions(CommonOptions common, Terms terms, boolean rocksDb)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int MAX_WINDOW_HOURS = 8_760;

  /**
   * Reads the job's arguments: the common ones, {@code --failures}, {@code --window-hours}, {@code
   * --production}, {@code --services} and {@code --state}.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static DeliveryOptions parse(String... args) {
    return Arguments.build(
        JobNames.DELIVERY,
        args,
        arguments ->
            new DeliveryOptions(
                CommonOptions.of(arguments),
                new Terms(definition(arguments), services(arguments)),
                CommonOptions.keptOnDisk(arguments)));
  }

  private static ServiceMap services(Arguments arguments) {
    String json = arguments.text("services", "");
    if (json.isEmpty()) {
      return ServiceMap.NONE;
    }
    try {
      return ServiceMapCodec.read(json);
    } catch (IllegalArgumentException e) {
      arguments.problem("--services: " + e.getMessage());
      return ServiceMap.NONE;
    }
  }

  private static Pattern otherEnvironments(Arguments arguments) {
    String production = arguments.text("production", "");
    if (production.isEmpty()) {
      return Definition.STANDARD.otherEnvironments();
    }
    try {
      return Definition.allBut(List.of(production.split(",")));
    } catch (IllegalArgumentException e) {
      arguments.problem("--production: " + e.getMessage());
      return Definition.STANDARD.otherEnvironments();
    }
  }

  private static Definition definition(Arguments arguments) {
    Definition standard = Definition.STANDARD;
    Set<FailureRule> rules = EnumSet.noneOf(FailureRule.class);
    for (String rule : arguments.text("failures", "incident,rollback").split(",")) {
      rules.add(FailureRule.ofCode(rule.strip()));
    }
    int hours =
        arguments.number(
            "window-hours", (int) standard.timeWindow().toHours(), 0, MAX_WINDOW_HOURS);
    return new Definition(
        rules,
        Duration.ofHours(hours),
        standard.artifactWindow(),
        standard.rollbacksCount(),
        otherEnvironments(arguments));
  }
}
