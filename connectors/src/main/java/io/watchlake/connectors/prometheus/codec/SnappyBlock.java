package io.watchlake.connectors.prometheus.codec;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Snappy's block format, in which every remote write request is sent. */
public final class SnappyBlock {

  private SnappyBlock() {}

  public static byte[] compress(byte[] bytes) {
    try {
      return Snappy.compress(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("snappy cannot compress", e);
    }
  }

  /**
   * The length after decompression, as the block itself says; nothing is decompressed yet.
   *
   * @throws RemoteWriteException where the beginning is no block's, or it says more than {@code
   *     limit}
   */
  public static int length(byte[] block, int limit) throws RemoteWriteException {
    // The length is a varint of at most 5 bytes; the library reads it as a signed number.
    long length = 0;
    for (int i = 0; i < block.length && i < 5; i++) {
      length |= (long) (block[i] & 0x7f) << (7 * i);
      if (block[i] >= 0) {
        if (length > limit) {
          throw RemoteWriteException.tooLarge(
              "the request has "
                  + length
                  + " bytes when decompressed; "
                  + limit
                  + " are allowed: send less at once");
        }
        return (int) length;
      }
    }
    throw RemoteWriteException.malformed(notABlock("it does not begin with a length"));
  }

  /**
   * Decompresses a block.
   *
   * @throws RemoteWriteException where it is not one, or would have more bytes than {@code limit}
   */
  public static byte[] decompress(byte[] block, int limit) throws RemoteWriteException {
    byte[] bytes = new byte[length(block, limit)];
    try {
      if (!Snappy.isValidCompressedBuffer(block)) {
        throw RemoteWriteException.malformed(notABlock("it is broken"));
      }
      int written = Snappy.uncompress(block, 0, block.length, bytes, 0);
      if (written != bytes.length) {
        throw RemoteWriteException.malformed(notABlock("its length is wrong"));
      }
      return bytes;
    } catch (IOException e) {
      throw RemoteWriteException.malformed(notABlock(String.valueOf(e.getMessage())));
    }
  }

  private static String notABlock(String why) {
    return "the body is not in snappy's block format: " + why;
  }
}
