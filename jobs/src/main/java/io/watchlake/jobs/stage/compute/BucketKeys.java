package io.watchlake.jobs.stage.compute;

import io.watchlake.model.telemetry.Rollup;
import java.util.Arrays;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * A key of each key group, of {@link #MAX_PARALLELISM}. Buckets have every second of them, which
 * spreads them evenly: hashed keys would give one task twice the work of another.
 */
public final class BucketKeys {

  /** Of the operators that are keyed so; part of their state. */
  public static final int MAX_PARALLELISM = 2 * Rollup.BUCKETS;

  private static final int[] KEYS = keys();

  private BucketKeys() {}

  /** The key of a bucket. */
  public static int key(int bucket) {
    return KEYS[2 * bucket];
  }

  /** The key of the key group that another key is of: one for all that are of the same. */
  static int keyLike(long other) {
    return KEYS[KeyGroupRangeAssignment.assignToKeyGroup(other, MAX_PARALLELISM)];
  }

  /** The bucket of a key. */
  static int bucket(int key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM) / 2;
  }

  private static int[] keys() {
    int[] keys = new int[MAX_PARALLELISM];
    Arrays.fill(keys, -1);
    int missing = keys.length;
    for (int key = 0; missing > 0; key++) {
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM);
      if (keys[group] < 0) {
        keys[group] = key;
        missing--;
      }
    }
    return keys;
  }
}
