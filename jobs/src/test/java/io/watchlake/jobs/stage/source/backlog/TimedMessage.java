package io.watchlake.jobs.stage.source.backlog;

import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Messages whose value is their time; they say none where it is empty. */
final class TimedMessage {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private TimedMessage() {}

  static OptionalLong unixNano(byte[] value) {
    return value.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(value).getLong());
  }

  static byte[] saying(long millis) {
    return ByteBuffer.allocate(Long.BYTES).putLong(millis * NANOS_PER_MILLI).array();
  }

  static RawMessage of(long arrivalMillis, long saysMillis) {
    return of(arrivalMillis, saying(saysMillis));
  }

  static RawMessage of(long arrivalMillis, byte[] value) {
    return new RawMessage(Topics.OTLP_METRICS, 0, 0, arrivalMillis, value);
  }
}
