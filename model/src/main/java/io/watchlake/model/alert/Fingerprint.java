package io.watchlake.model.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/**
 * What an alert is known by: 64 bits of FNV-1a over its labels in the order of their names, with
 * {@code 0xff} after each name and each value. Prometheus and Alertmanager compute the same.
 */
final class Fingerprint {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 0xff;
  private static final int BYTE = 0xff;

  private Fingerprint() {}

  /** 16 hexadecimal digits. */
  static String of(SortedMap<String, String> labels) {
    long hash = OFFSET;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      hash = (hash(hash, label.getKey()) ^ SEPARATOR) * PRIME;
      hash = (hash(hash, label.getValue()) ^ SEPARATOR) * PRIME;
    }
    return String.format("%016x", hash);
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & BYTE)) * PRIME;
    }
    return hash;
  }
}
