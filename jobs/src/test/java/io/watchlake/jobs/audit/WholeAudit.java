package io.watchlake.jobs.audit;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job, for tests of what follows on it. */
public final class WholeAudit {

  private WholeAudit() {}

  /**
   * Builds it; the tables must exist.
   *
   * @param arguments of its main method
   */
  public static void build(StreamExecutionEnvironment env, String... arguments) {
    AuditMain.build(env, AuditOptions.parse(arguments));
  }
}
