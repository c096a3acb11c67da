package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoded bytes as a key of a map. One instance is filled again and again to look things up; {@link
 * #copy} makes the one that is kept.
 */
final class ByteKey {

  private byte[] bytes;
  private int length;
  private int hash;

  ByteKey() {
    this(new byte[256], 0, 0);
  }

  private ByteKey(byte[] bytes, int length, int hash) {
    this.bytes = bytes;
    this.length = length;
    this.hash = hash;
  }

  /** Becomes the key of these messages, each with its length before it. */
  ByteKey fill(List<? extends MessageLite> messages) {
    int needed = 0;
    for (int i = 0; i < messages.size(); i++) {
      needed += CodedOutputStream.computeMessageSizeNoTag(messages.get(i));
    }
    if (needed > bytes.length) {
      bytes = new byte[Math.max(needed, bytes.length * 2)];
    }
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 0, needed);
    try {
      for (int i = 0; i < messages.size(); i++) {
        out.writeMessageNoTag(messages.get(i));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a message has another size than it says", e);
    }
    length = needed;
    int result = 1;
    for (int i = 0; i < needed; i++) {
      result = 31 * result + bytes[i];
    }
    hash = result;
    return this;
  }

  int length() {
    return length;
  }

  ByteKey copy() {
    return new ByteKey(Arrays.copyOf(bytes, length), length, hash);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteKey that
        && hash == that.hash
        && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
