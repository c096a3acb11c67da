package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.DeliveryEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * The digest of the events behind a figure: SHA-256 over (source, id, time) of each, ordered by
 * time and identity; texts are UTF-8 and end with a zero byte, times are 8 bytes, big-endian.
 */
final class InputDigest {

  private InputDigest() {}

  /**
   * The digest as lower-case hex.
   *
   * @param ordered all events
   * @param chosen numbers of those that count
   */
  static String of(List<DeliveryEvent> ordered, BitSet chosen) {
    MessageDigest digest = sha256();
    ByteBuffer time = ByteBuffer.allocate(Long.BYTES);
    for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
      DeliveryEvent event = ordered.get(i);
      digest.update(event.source().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(event.id().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(time.putLong(0, event.timeUnixNano()).array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
