package io.watchlake.connectors.otlp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers of series by the bytes that their points' attributes came as, within a metric: a hash
 * table with open addressing over all metrics, and a guess that the series after this one is the
 * one that followed it before.
 *
 * <p>Of many series hardly anything is in the processor's caches, and waiting for memory would be
 * most of the work. So the points of a message are looked up together, step by step: what one of
 * them waits for is fetched while others wait too.
 */
final class RawSeries {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long OTHER = 0xC2B2AE3D27D4EB4FL;
  private static final int UNKNOWN = -1;

  private static final int CHUNK_BITS = 18;
  private static final int CHUNK_BYTES = 1 << CHUNK_BITS;

  /** Before the bytes of a key: its metric, how long it is, and its number. */
  private static final int HEADER = 3 * Integer.BYTES;

  /** So that nobody can send keys that all fall to one place. */
  private final long seed = ThreadLocalRandom.current().nextLong();

  /**
   * The upper half of a key's hash, which says its place, and where the key is kept; 0 for none. A
   * power of two, at most half full.
   */
  private long[] table = new long[1024];

  /** Keys with their headers, one behind the other; the first chunk has none. */
  private byte[][] chunks = new byte[16][];

  private int lastChunk;
  private int chunkSize;

  /** Where the key of each number is kept. */
  private int[] keyOf = new int[512];

  /** The number that came after each number. */
  private int[] following = new int[512];

  private int size;
  private long keyBytes;
  private int last = UNKNOWN;

  RawSeries() {
    chunks[0] = new byte[0];
    chunkSize = CHUNK_BYTES;
  }

  int size() {
    return size;
  }

  long keyBytes() {
    return keyBytes;
  }

  /** The numbers of points' series; negative where they have none yet. */
  void find(RawPoints points) {
    int from = inOrder(points);
    if (from == points.size()) {
      return;
    }
    byte[] bytes = points.bytes();
    for (int i = from; i < points.size(); i++) {
      points.hashes[i] = hash(points.metric(i), bytes, points.key(i), points.keyEnd(i));
    }
    int mask = table.length - 1;
    for (int i = from; i < points.size(); i++) {
      points.entries[i] = table[(int) (points.hashes[i] >>> Integer.SIZE) & mask];
    }
    for (int i = from; i < points.size(); i++) {
      points.entries[i] = looksLike(points, i) ? points.entries[i] : 0;
    }
    for (int i = from; i < points.size(); i++) {
      int number = verified(points, i);
      points.series[i] = number;
      if (number != UNKNOWN) {
        follow(number);
      }
    }
  }

  /**
   * Finds the first points by what followed what, as long as that is right often enough.
   *
   * @return how many were looked up
   */
  private int inOrder(RawPoints points) {
    int wrong = 0;
    int i = 0;
    for (; i < points.size() && wrong <= 2 + i / 8; i++) {
      int guessed = last == UNKNOWN ? UNKNOWN : following[last];
      if (guessed != UNKNOWN
          && is(
              keyOf[guessed], points.metric(i), points.bytes(), points.key(i), points.keyEnd(i))) {
        last = guessed;
        points.series[i] = guessed;
      } else {
        wrong++;
        points.series[i] = find(points.metric(i), points.bytes(), points.key(i), points.keyEnd(i));
      }
    }
    return i;
  }

  /** Whether the ends of a key are those of the entry of a point. */
  private boolean looksLike(RawPoints points, int i) {
    long entry = points.entries[i];
    if (entry == 0 || (entry ^ points.hashes[i]) >>> Integer.SIZE != 0) {
      return false;
    }
    byte[] chunk = chunks[(int) entry >>> CHUNK_BITS];
    int at = (int) entry & (CHUNK_BYTES - 1);
    int length = points.keyEnd(i) - points.key(i);
    return isHeader(chunk, at, points.metric(i), length)
        && (length < Long.BYTES
            || (long) LONGS.get(chunk, at + HEADER + length - Long.BYTES)
                == (long) LONGS.get(points.bytes(), points.keyEnd(i) - Long.BYTES));
  }

  private int verified(RawPoints points, int i) {
    int where = (int) points.entries[i];
    if (where != 0
        && is(where, points.metric(i), points.bytes(), points.key(i), points.keyEnd(i))) {
      return number(where);
    }
    return find(
        points.hashes[i], points.metric(i), points.bytes(), points.key(i), points.keyEnd(i));
  }

  /** The number of a series; negative where it has none yet, which {@link #add} then gives it. */
  int find(int metric, byte[] bytes, int from, int to) {
    int number = find(hash(metric, bytes, from, to), metric, bytes, from, to);
    if (number != UNKNOWN) {
      follow(number);
    }
    return number;
  }

  private int find(long hash, int metric, byte[] bytes, int from, int to) {
    int mask = table.length - 1;
    for (int place = (int) (hash >>> Integer.SIZE) & mask; ; place = (place + 1) & mask) {
      long entry = table[place];
      if (entry == 0) {
        return UNKNOWN;
      }
      if ((entry ^ hash) >>> Integer.SIZE == 0 && is((int) entry, metric, bytes, from, to)) {
        return number((int) entry);
      }
    }
  }

  /** Gives a key that {@link #find} does not find the next number. */
  int add(int metric, byte[] bytes, int from, int to) {
    if (size == keyOf.length) {
      grow();
    }
    int number = size++;
    int where = keep(metric, number, bytes, from, to);
    keyOf[number] = where;
    following[number] = UNKNOWN;
    keyBytes += to - from;
    place(hash(metric, bytes, from, to) >>> Integer.SIZE << Integer.SIZE | where);
    follow(number);
    return number;
  }

  private int keep(int metric, int number, byte[] bytes, int from, int to) {
    int needed = HEADER + to - from;
    if (chunkSize + needed > CHUNK_BYTES) {
      lastChunk++;
      if (lastChunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, lastChunk * 2);
      }
      // A key that is longer than a chunk has one of its own.
      chunks[lastChunk] = new byte[Math.max(needed, CHUNK_BYTES)];
      chunkSize = 0;
    }
    byte[] chunk = chunks[lastChunk];
    int at = chunkSize;
    chunkSize += needed;
    INTS.set(chunk, at, metric);
    INTS.set(chunk, at + Integer.BYTES, to - from);
    INTS.set(chunk, at + 2 * Integer.BYTES, number);
    System.arraycopy(bytes, from, chunk, at + HEADER, to - from);
    return lastChunk << CHUNK_BITS | at;
  }

  private int number(int where) {
    byte[] chunk = chunks[where >>> CHUNK_BITS];
    return (int) INTS.get(chunk, (where & (CHUNK_BYTES - 1)) + 2 * Integer.BYTES);
  }

  private boolean is(int where, int metric, byte[] bytes, int from, int to) {
    byte[] chunk = chunks[where >>> CHUNK_BITS];
    int at = where & (CHUNK_BYTES - 1);
    int length = to - from;
    return isHeader(chunk, at, metric, length)
        && Arrays.equals(chunk, at + HEADER, at + HEADER + length, bytes, from, to);
  }

  private static boolean isHeader(byte[] chunk, int at, int metric, int length) {
    return (int) INTS.get(chunk, at) == metric
        && (int) INTS.get(chunk, at + Integer.BYTES) == length;
  }

  private void follow(int number) {
    if (last != UNKNOWN) {
      following[last] = number;
    }
    last = number;
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

  private void place(long entry) {
    int mask = table.length - 1;
    int place = (int) (entry >>> Integer.SIZE) & mask;
    while (table[place] != 0) {
      place = (place + 1) & mask;
    }
    table[place] = entry;
  }

  private void grow() {
    int capacity = size * 2;
    keyOf = Arrays.copyOf(keyOf, capacity);
    following = Arrays.copyOf(following, capacity);
    long[] before = table;
    table = new long[capacity * 2];
    for (long entry : before) {
      if (entry != 0) {
        place(entry);
      }
    }
  }
}
