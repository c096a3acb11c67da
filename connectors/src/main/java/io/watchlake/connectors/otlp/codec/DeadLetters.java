package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.MessageLite;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes dead letters of a message and of items in it. */
public final class DeadLetters {

  private static final byte[] NO_BYTES = {};

  private DeadLetters() {}

  /** The message as a whole. */
  public static DeadLetter whole(RawMessage message, Reason reason, String detail) {
    byte[] bytes = message.value() == null ? NO_BYTES : message.value();
    return of(
        message.origin(),
        message.timeline().name(),
        message.arrivalMillis(),
        reason,
        detail,
        bytes);
  }

  /**
   * Anything.
   *
   * @param bytes what could not be taken
   */
  public static DeadLetter of(
      Origin origin,
      String timeline,
      long arrivalMillis,
      Reason reason,
      String detail,
      byte[] bytes) {
    return new DeadLetter(
        origin, timeline, arrivalMillis, reason, detail, bytes.length, sha256(bytes), head(bytes));
  }

  /** One item of a message. */
  static DeadLetter item(RawMessage message, int index, Fault fault, MessageLite item) {
    return of(
        message.origin().at(index),
        message.timeline().name(),
        message.arrivalMillis(),
        fault.reason(),
        fault.detail(),
        item.toByteArray());
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static byte[] head(byte[] bytes) {
    return bytes.length <= DeadLetter.MAX_BYTES
        ? bytes
        : Arrays.copyOf(bytes, DeadLetter.MAX_BYTES);
  }
}
