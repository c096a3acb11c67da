package io.watchlake.jobs.delivery;

import io.watchlake.model.alert.RuleVersions;
import java.util.Collection;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job, for tests of what follows on it. */
public final class WholeDelivery {

  private WholeDelivery() {}

  /**
   * Builds it; the tables must exist.
   *
   * @param arguments of its main method
   */
  public static void build(StreamExecutionEnvironment env, String... arguments) {
    build(env, List.of(), arguments);
  }

  /**
   * Builds it with rules that ask for signals; the tables must exist.
   *
   * @param rules those that there are at the start
   * @param arguments of its main method
   */
  public static void build(
      StreamExecutionEnvironment env, Collection<RuleVersions> rules, String... arguments) {
    DeliveryMain.build(env, DeliveryOptions.parse(arguments), rules);
  }
}
