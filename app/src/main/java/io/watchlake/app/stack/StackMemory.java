package io.watchlake.app.stack;

import io.watchlake.app.config.Configuration;

/**
 * Memory of the stack's processes, in MiB.
 *
 * @param kafkaHeap heap of the Kafka broker; 0 when it is external
 * @param searchHeap heap of the search node; 0 when it is external
 * @param jobManager everything Flink's JobManager takes
 * @param taskManager everything Flink's TaskManager takes
 * @param serverHeap heap of the server process
 * @param notifierHeap heap of the notifier; 0 where there is none
 */
record StackMemory(
    int kafkaHeap,
    int searchHeap,
    int jobManager,
    int taskManager,
    int serverHeap,
    int notifierHeap) {

  /** What a JVM takes beside its heap, about: class metadata, compiled code, threads. */
  private static final int BESIDE_HEAP = 256;

  /** Class metadata and the rest of the JobManager: every job's main method runs in it. */
  private static final int JOB_MANAGER_BESIDE_HEAP = 448;

  /** It holds no more than two thousand notifications a channel. */
  private static final int NOTIFIER_HEAP = 128;

  private static final int JOB_MANAGER_LEAST_HEAP = 192;

  static StackMemory of(StackSettings settings) {
    Configuration.Memory memory = settings.configuration().stack().memory();
    return new StackMemory(
        settings.embeddedKafka() ? (int) memory.kafka().mebibytes() : 0,
        settings.embeddedSearch() ? (int) memory.search().mebibytes() : 0,
        (int) memory.jobManager().mebibytes(),
        (int) memory.taskManager().mebibytes(),
        (int) memory.server().mebibytes(),
        settings.hasChannels() ? NOTIFIER_HEAP : 0);
  }

  int jobManagerHeap() {
    return Math.max(JOB_MANAGER_LEAST_HEAP, jobManager - JOB_MANAGER_BESIDE_HEAP);
  }

  /** The most that all processes together come to. */
  int total() {
    int total = jobManager + taskManager;
    for (int heap : new int[] {kafkaHeap, searchHeap, serverHeap, notifierHeap}) {
      total += heap == 0 ? 0 : heap + BESIDE_HEAP;
    }
    return total;
  }
}
