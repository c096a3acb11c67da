package io.watchlake.app.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the memory of Flink's TaskManager is divided, in MiB. Flink's own scripts compute this when
 * they start the process; here it is said outright, because no script runs.
 *
 * @param heap heap of Flink itself and of the tasks
 * @param offHeap direct memory of Flink itself and of the tasks (Kafka clients, Parquet)
 * @param network buffers between tasks
 * @param managed for RocksDB and batch SQL; the local jobs keep their state on the heap
 * @param metaspace class metadata: every job brings its classes
 * @param overhead threads, compiled code
 */
record TaskManagerMemory(
    int heap, int offHeap, int network, int managed, int metaspace, int overhead) {

  private static final int FRAMEWORK = 128;

  /** Below this, 32 slots have no room to work. */
  static final int LEAST = 2048;

  /**
   * Divides {@code total} MiB: what Flink needs is set aside, the heap takes the rest.
   *
   * @throws IllegalArgumentException if it is less than {@link #LEAST}
   */
  static TaskManagerMemory of(int total) {
    if (total < LEAST) {
      throw new IllegalArgumentException(
          "the TaskManager needs at least " + LEAST + " MiB, not " + total);
    }
    int offHeap = 384;
    int network = 320;
    int managed = 128;
    int metaspace = 512;
    int overhead = 320;
    return new TaskManagerMemory(
        total - offHeap - network - managed - metaspace - overhead,
        offHeap,
        network,
        managed,
        metaspace,
        overhead);
  }

  /** Flink's settings that say the same. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("taskmanager.cpu.cores", cores());
    settings.put("taskmanager.memory.framework.heap.size", FRAMEWORK + "m");
    settings.put("taskmanager.memory.task.heap.size", (heap - FRAMEWORK) + "m");
    settings.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK + "m");
    settings.put("taskmanager.memory.task.off-heap.size", (offHeap - FRAMEWORK) + "m");
    settings.put("taskmanager.memory.network.min", network + "m");
    settings.put("taskmanager.memory.network.max", network + "m");
    settings.put("taskmanager.memory.managed.size", managed + "m");
    settings.put("taskmanager.memory.jvm-metaspace.size", metaspace + "m");
    settings.put("taskmanager.memory.jvm-overhead.min", overhead + "m");
    settings.put("taskmanager.memory.jvm-overhead.max", overhead + "m");
    return settings;
  }

  /** The JVM's share of it. */
  List<String> jvm() {
    return List.of(
        "-Xms" + heap / 4 + "m",
        "-Xmx" + heap + "m",
        "-XX:MaxDirectMemorySize=" + (offHeap + network) + "m",
        "-XX:MaxMetaspaceSize=" + metaspace + "m");
  }

  private static String cores() {
    return Runtime.getRuntime().availableProcessors() + ".0";
  }
}
