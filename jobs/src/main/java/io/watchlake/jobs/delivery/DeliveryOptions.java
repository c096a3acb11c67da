package io.watchlake.jobs.delivery;

import io.watchlake.connectors.delivery.codec.ServiceMapCodec;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.delivery.ServiceMap;
import java.io.Serializable;

/**
 * What the job {@code delivery} is told.
 *
 * @param terms on which figures are worked out
 * @param rocksDb whether the history is kept in RocksDB on disk rather than on the heap
 */
record DeliveryOptions(CommonOptions common, Terms terms, boolean rocksDb) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments: the common ones, those of {@link DefinitionArguments}, {@code
   * --services} and {@code --state}.
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
                new Terms(DefinitionArguments.read(arguments), services(arguments)),
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
}
