package io.watchlake.system.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kafka messages of every kind that should not be, among valid ones. */
public final class HostileMessages {

  private static final int SEED = 20_240_506;
  private static final int LARGE_ATTRIBUTE = 10 * 1024 * 1024;
  private static final int LARGE_ONES = 3;

  /** Nanoseconds a careless sender makes of the years 1 and 9999: they overflow 64 bits. */
  private static final long YEAR_1 = carelessNanos("0001-01-01T00:00:00Z");

  private static final long YEAR_9999 = carelessNanos("9999-12-31T23:59:59Z");

  /** As many messages as asked for, the same for the same signal, time and number. */
  public static List<byte @Nullable []> of(Signal signal, long nowUnixNano, int count) {
    Random random = new Random(SEED + signal.topic().hashCode());
    List<byte @Nullable []> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      messages.add(
          i < LARGE_ONES
              ? large(signal, random, nowUnixNano)
              : one(signal, random, nowUnixNano, i));
    }
    return messages;
  }

  private static long carelessNanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  private static byte[] large(Signal signal, Random random, long now) {
    return bytes(
        signal,
        Records.valid(random, now)
            .withCount(1)
            .withText(Records.string("x".repeat(LARGE_ATTRIBUTE))));
  }

  private static byte @Nullable [] one(Signal signal, Random random, long now, int number) {
    Records valid = Records.valid(random, now);
    return switch (number % 20) {
      case 0 -> cutOff(bytes(signal, valid), random);
      case 1 -> noise(random);
      case 2 -> "{\"resourceSpans\": \"no, this is JSON\"}".getBytes(UTF_8);
      case 3 -> bytes(another(signal), valid);
      case 4 -> new byte[0];
      case 5 -> null;
      case 6 -> bytes(signal, valid.at(YEAR_1));
      case 7 -> bytes(signal, valid.at(YEAR_9999));
      case 8 -> bytes(signal, valid.at(random.nextBoolean() ? -1 : Long.MAX_VALUE));
      case 9 -> bytes(signal, valid.at(random.nextInt(3)));
      case 10 -> bytes(signal, valid.withValue(Double.NaN));
      case 11 -> bytes(signal, valid.withValue(Double.NEGATIVE_INFINITY));
      case 12 -> bytes(signal, valid.withIdBytes(random.nextInt(16)));
      case 13 -> bytes(signal, valid.withText(nested(20 + random.nextInt(60))));
      case 14 -> bytes(signal, valid.withResourceBytes(100_000));
      case 15 -> flipped(bytes(signal, valid), random);
      case 16 -> bytes(signal, valid.withText(Records.string("\u0000\ufffd\ud83d\ude00'\"\\\n")));
      case 17 -> bytes(signal, valid.withCount(number % 1000 == 17 ? 5000 : 0));
      default -> bytes(signal, valid);
    };
  }

  private static byte[] bytes(Signal signal, Records records) {
    return signal.valid(records).toByteArray();
  }

  private static Signal another(Signal signal) {
    return switch (signal) {
      case SPANS -> Signal.LOGS;
      case LOGS -> Signal.METRICS;
      case METRICS -> Signal.SPANS;
    };
  }

  private static byte[] cutOff(byte[] whole, Random random) {
    return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[1 + random.nextInt(2000)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] flipped(byte[] whole, Random random) {
    for (int i = 0; i < 3; i++) {
      whole[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return whole;
  }

  private static AnyValue nested(int depth) {
    AnyValue value = Records.string("deep");
    for (int i = 0; i < depth; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    return value;
  }

  private HostileMessages() {}
}
