package io.watchlake.jobs.metrics;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job, for tests of what follows on it. */
public final class WholeMetrics {

  private WholeMetrics() {}

  /**
   * Builds it; the tables must exist.
   *
   * @param arguments of its main method
   */
  public static void build(StreamExecutionEnvironment env, String... arguments) {
    MetricsMain.build(env, MetricsOptions.parse(arguments));
  }
}
