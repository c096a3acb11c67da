package io.watchlake.jobs.stage.compute;

import io.watchlake.model.telemetry.Rollup;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys of buckets that spread them evenly: hashed keys would give one task twice the work of
 * another. Bucket b has a key of the key group 2 b, of {@link #MAX_PARALLELISM}.
 */
public final class BucketKeys {

  /** Of the operators that are keyed so; part of their state. */
  public static final int MAX_PARALLELISM = 2 * Rollup.BUCKETS;

  private static final int[] KEYS = keys();

  private BucketKeys() {}

  /** The key of a bucket. */
  public static int key(int bucket) {
    return KEYS[bucket];
  }

  /** The bucket of a key. */
  static int bucket(int key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM) / 2;
  }

  private static int[] keys() {
    int[] keys = new int[Rollup.BUCKETS];
    boolean[] found = new boolean[Rollup.BUCKETS];
    int missing = keys.length;
    for (int key = 0; missing > 0; key++) {
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM);
      if (group % 2 == 0 && !found[group / 2]) {
        keys[group / 2] = key;
        found[group / 2] = true;
        missing--;
      }
    }
    return keys;
  }
}
