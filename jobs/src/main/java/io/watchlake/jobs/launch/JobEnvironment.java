package io.watchlake.jobs.launch;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The execution environment of our jobs: what must hold whatever the cluster is set to. */
public final class JobEnvironment {

  private JobEnvironment() {}

  /**
   * The environment the job was submitted in. No type may fall to Kryo and no operator may go
   * without a uid, on any cluster; how often to checkpoint and how to restart is the cluster's.
   */
  public static StreamExecutionEnvironment streaming(int parallelism) {
    return create(RuntimeExecutionMode.STREAMING, parallelism);
  }

  /** The same in batch mode, for jobs that end. */
  public static StreamExecutionEnvironment batch(int parallelism) {
    return create(RuntimeExecutionMode.BATCH, parallelism);
  }

  private static StreamExecutionEnvironment create(RuntimeExecutionMode mode, int parallelism) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(required());
    env.setRuntimeMode(mode);
    env.setParallelism(parallelism);
    return env;
  }

  private static Configuration required() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }
}
