package io.watchlake.connectors.otlp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers of series by the bytes that their points' attributes came as, within a metric: a hash
 * table with open addressing over all metrics, and a guess that the series after this one is the
 * one that followed it before. The guess is asked as long as it is right often enough.
 */
final class RawSeries {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long OTHER = 0xC2B2AE3D27D4EB4FL;
  private static final int UNKNOWN = -1;

  /** So that nobody can send keys that all fall to one place. */
  private final long seed = ThreadLocalRandom.current().nextLong();

  private int[] places;
  private byte[][] keys;
  private long[] hashes;
  private int[] metrics;
  private int[] following;
  private int size;
  private long keyBytes;

  private int last = UNKNOWN;
  private int trust = 1;
  private int untried;

  private long missedHash;

  RawSeries() {
    places = new int[1024];
    Arrays.fill(places, UNKNOWN);
    keys = new byte[512][];
    hashes = new long[512];
    metrics = new int[512];
    following = new int[512];
  }

  int size() {
    return size;
  }

  long keyBytes() {
    return keyBytes;
  }

  /** The number of a series; negative where it has none yet, which {@link #add} then gives it. */
  int find(int metric, byte[] bytes, int from, int to) {
    int guessed = guess(metric, bytes, from, to);
    if (guessed != UNKNOWN) {
      last = guessed;
      return guessed;
    }
    long hash = hash(metric, bytes, from, to);
    int mask = places.length - 1;
    for (int place = (int) (hash >>> 32) & mask; ; place = (place + 1) & mask) {
      int entry = places[place];
      if (entry == UNKNOWN) {
        missedHash = hash;
        return UNKNOWN;
      }
      if (hashes[entry] == hash && is(entry, metric, bytes, from, to)) {
        follow(entry);
        return entry;
      }
    }
  }

  /** Gives the key that {@link #find} has just missed the next number. */
  int add(int metric, byte[] bytes, int from, int to) {
    if (size == keys.length) {
      grow();
    }
    int entry = size++;
    keys[entry] = Arrays.copyOfRange(bytes, from, to);
    hashes[entry] = missedHash;
    metrics[entry] = metric;
    following[entry] = UNKNOWN;
    keyBytes += to - from;
    place(entry);
    follow(entry);
    return entry;
  }

  private int guess(int metric, byte[] bytes, int from, int to) {
    if (last == UNKNOWN || (trust <= 0 && (++untried & 63) != 0)) {
      return UNKNOWN;
    }
    int guessed = following[last];
    if (guessed != UNKNOWN && is(guessed, metric, bytes, from, to)) {
      trust = Math.min(trust + 2, 64);
      return guessed;
    }
    trust = Math.max(trust - 1, -4);
    return UNKNOWN;
  }

  private void follow(int entry) {
    if (last != UNKNOWN) {
      following[last] = entry;
    }
    last = entry;
  }

  private boolean is(int entry, int metric, byte[] bytes, int from, int to) {
    byte[] key = keys[entry];
    return metrics[entry] == metric
        && key.length == to - from
        && Arrays.equals(key, 0, key.length, bytes, from, to);
  }

  private long hash(int metric, byte[] bytes, int from, int to) {
    long hash = seed ^ metric * PRIME;
    int at = from;
    // Two at a time, since each waits for its own multiplication alone.
    long other = hash ^ OTHER;
    for (; at + 16 <= to; at += 16) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * PRIME;
      other = (other ^ (long) LONGS.get(bytes, at + 8)) * PRIME;
      hash ^= hash >>> 29;
      other ^= other >>> 29;
    }
    hash ^= other * OTHER;
    for (; at + 8 <= to; at += 8) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * PRIME;
      hash ^= hash >>> 29;
    }
    long rest = to - (long) at;
    for (; at < to; at++) {
      rest = rest << 8 | (bytes[at] & 0xFF);
    }
    hash = (hash ^ rest) * PRIME;
    return hash ^ hash >>> 32;
  }

  private void place(int entry) {
    int mask = places.length - 1;
    int place = (int) (hashes[entry] >>> 32) & mask;
    while (places[place] != UNKNOWN) {
      place = (place + 1) & mask;
    }
    places[place] = entry;
  }

  private void grow() {
    int capacity = size * 2;
    keys = Arrays.copyOf(keys, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    metrics = Arrays.copyOf(metrics, capacity);
    following = Arrays.copyOf(following, capacity);
    places = new int[capacity * 2];
    Arrays.fill(places, UNKNOWN);
    for (int entry = 0; entry < size; entry++) {
      place(entry);
    }
  }
}
