package io.watchlake.jobs.delivery;

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
    DeliveryMain.build(env, DeliveryOptions.parse(arguments));
  }
}
