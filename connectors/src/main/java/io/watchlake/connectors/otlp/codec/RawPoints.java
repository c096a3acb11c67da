package io.watchlake.connectors.otlp.codec;

import java.util.Arrays;

/**
 * Where the points of a batch stand in their message, as columns, and what is found of them. Filled
 * again for each message.
 */
final class RawPoints {

  private static final int FIRST_CAPACITY = 1024;

  private byte[] bytes = new byte[0];
  private int size;

  private int[] metrics = new int[FIRST_CAPACITY];
  private int[] keys = new int[FIRST_CAPACITY];
  private int[] keyEnds = new int[FIRST_CAPACITY];
  private int[] points = new int[FIRST_CAPACITY];
  private int[] pointEnds = new int[FIRST_CAPACITY];

  /** The numbers of the points' series; negative where there is none yet. */
  int[] series = new int[FIRST_CAPACITY];

  /** Of use to who finds them. */
  long[] hashes = new long[FIRST_CAPACITY];

  long[] entries = new long[FIRST_CAPACITY];

  /** Begins the points of a message. */
  void begin(byte[] message) {
    bytes = message;
    size = 0;
  }

  /**
   * Adds a point.
   *
   * @param metric number of its metric
   * @param key where its attributes begin, with their tags and lengths
   * @param point where all of it begins
   */
  void add(int metric, int key, int keyEnd, int point, int pointEnd) {
    if (size == metrics.length) {
      grow();
    }
    int at = size++;
    metrics[at] = metric;
    keys[at] = key;
    keyEnds[at] = keyEnd;
    points[at] = point;
    pointEnds[at] = pointEnd;
  }

  private void grow() {
    int capacity = size * 2;
    metrics = Arrays.copyOf(metrics, capacity);
    keys = Arrays.copyOf(keys, capacity);
    keyEnds = Arrays.copyOf(keyEnds, capacity);
    points = Arrays.copyOf(points, capacity);
    pointEnds = Arrays.copyOf(pointEnds, capacity);
    series = new int[capacity];
    hashes = new long[capacity];
    entries = new long[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  int metric(int i) {
    return metrics[i];
  }

  int key(int i) {
    return keys[i];
  }

  int keyEnd(int i) {
    return keyEnds[i];
  }

  int point(int i) {
    return points[i];
  }

  int pointEnd(int i) {
    return pointEnds[i];
  }
}
