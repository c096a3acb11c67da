package io.watchlake.app.bench;

import io.watchlake.app.bench.detect.DetectBenchCommand;
import io.watchlake.app.bench.detect.RulesBenchCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchlake bench}: the benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures, in a stack of its own that is removed afterwards.",
    subcommands = {
      AlertsBenchCommand.class,
      AnomaliesBenchCommand.class,
      DeliveryBenchCommand.class,
      DetectBenchCommand.class,
      MetricsBenchCommand.class,
      QueriesBenchCommand.class,
      RulesBenchCommand.class,
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a benchmark");
  }
}
