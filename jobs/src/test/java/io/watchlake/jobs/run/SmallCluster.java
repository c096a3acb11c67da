package io.watchlake.jobs.run;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** Flink in the test's own process. */
public final class SmallCluster {

  private SmallCluster() {}

  /** One TaskManager, for as long as the tests of a class run. */
  public static MiniClusterExtension ofSlots(int slots) {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(slots)
            .build());
  }
}
