package io.watchlake.jobs.launch;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
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

  /**
   * Has a job keep its state in RocksDB on the disks of the TaskManagers, whatever the cluster's
   * own state backend is. Savepoints in the canonical form can be taken from one to the other.
   */
  public static void keepOnDisk(StreamExecutionEnvironment env) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // The local TaskManager divides little managed memory among many slots.
    configuration.setString("state.backend.rocksdb.memory.fixed-per-slot", "64mb");
    env.configure(configuration);
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
