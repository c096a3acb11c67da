package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.DistributionPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("The decoder of batches says what the plain decoder says")
class PointDecoderTest {

  private static final String SEED = "20260301";

  private static final ExportMetricsServiceRequest ANY =
      ExportMetricsServiceRequest.getDefaultInstance();

  @Property(seed = SEED, tries = 400)
  @Label("of requests as senders write them, without asking it where there are only number points")
  void usual(@ForAll long seed, @ForAll boolean faults) {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    UsualRequests requests = new UsualRequests(seed, faults);
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      messages.add(requests.next().toByteArray());
    }
    messages.addAll(List.copyOf(messages));

    messages.forEach(message -> assertSame(decoder, message));
    assertThat(decoder.leftToPlain()).isZero();
  }

  @Property(seed = SEED, tries = 600)
  @Label("of requests with anything in any field")
  void anything(@ForAll long seed) {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    RandomRequests requests = new RandomRequests(seed);

    for (int i = 0; i < 3; i++) {
      assertSame(decoder, requests.next(ANY).toByteArray());
    }
  }

  @Property(seed = SEED, tries = 600)
  @Label("of damaged requests, some bytes changed or cut off")
  void damaged(
      @ForAll long seed,
      @ForAll @IntRange(max = 5_000) int at,
      @ForAll byte change,
      @ForAll boolean cut) {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    byte[] whole = new UsualRequests(seed, true).next().toByteArray();
    byte[] bytes = whole.clone();
    bytes[at % bytes.length] ^= change;

    assertSame(decoder, whole);
    assertSame(decoder, cut ? Arrays.copyOf(bytes, at % bytes.length) : bytes);
    assertSame(decoder, whole);
  }

  @Property(seed = SEED, tries = 400)
  @Label("of requests whose fields are out of order, repeated, merged or unknown")
  void rearranged(@ForAll long seed) {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    byte[] usual = new UsualRequests(seed, true).next().toByteArray();

    assertSame(decoder, usual);
    assertSame(decoder, Rearranged.of(usual, new Random(seed)));
  }

  @Property(seed = SEED, tries = 200)
  @Label("when it forgets series between messages")
  void forgets(@ForAll long seed) {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS, 5);
    UsualRequests requests = new UsualRequests(seed, true);

    for (int i = 0; i < 6; i++) {
      assertSame(decoder, requests.next().toByteArray());
    }
  }

  @Example
  @Label("of values nested deeper than a request may be")
  void deep() {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int depth = 0; depth < 60; depth++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
      NumberDataPoint point =
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(Requests.NOW)
              .setAsInt(1)
              .addAttributes(Requests.attribute("deep", value))
              .build();
      assertSame(decoder, Requests.metrics(gauge(point)).toByteArray());
    }
  }

  @Example
  @Label("where limits are passed")
  void limits() {
    DecodeLimits small = new DecodeLimits(Decoded.LIMITS.retentionMillis(), 0, 120, 60, 3);
    for (int length = 0; length < 200; length += 7) {
      NumberDataPoint point =
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(Requests.NOW)
              .setAsInt(1)
              .addAttributes(Requests.attribute("k", "v".repeat(length)))
              .build();
      for (int points = 1; points < 6; points++) {
        Gauge.Builder gauge = Gauge.newBuilder();
        for (int i = 0; i < points; i++) {
          gauge.addDataPoints(point);
        }
        Metric metric = Metric.newBuilder().setName("n".repeat(length)).setGauge(gauge).build();
        byte[] bytes = Requests.metrics(metric, gauge(point)).toByteArray();
        assertSame(new PointDecoder(small), new MetricDecoder(small), bytes);
      }
    }
  }

  @Example
  @Label("of text that is not UTF-8, at every place of it")
  void invalidText() {
    byte[] usual = new UsualRequests(5, false).next().toByteArray();
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    for (int i = 0; i < usual.length; i++) {
      byte[] bytes = usual.clone();
      bytes[i] = (byte) 0xFF;
      assertSame(decoder, bytes);
    }
  }

  @Example
  @Label("of no bytes and no value")
  void empty() {
    PointDecoder decoder = new PointDecoder(Decoded.LIMITS);
    assertSame(decoder, new byte[0]);
    assertSame(decoder, null);
  }

  private static Metric gauge(NumberDataPoint point) {
    return Metric.newBuilder()
        .setName("g")
        .setGauge(Gauge.newBuilder().addDataPoints(point))
        .build();
  }

  private static void assertSame(PointDecoder decoder, byte[] value) {
    assertSame(decoder, new MetricDecoder(Decoded.LIMITS), value);
  }

  private static void assertSame(PointDecoder decoder, MetricDecoder reference, byte[] value) {
    for (String topic : List.of("otlp_metrics", "otlp_metrics.past")) {
      RawMessage message = Requests.message(topic, value);
      Decoded expected = new Decoded();
      reference.decode(message, expected);
      Decoded actual = new Decoded();
      decoder.decode(message, into(actual));

      assertThat(actual.numbers).isEqualTo(expected.numbers);
      assertThat(actual.distributions)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(expected.distributions);
      assertThat(actual.deadLetters).usingRecursiveComparison().isEqualTo(expected.deadLetters);
    }
  }

  private static PointDecoder.Handler into(Decoded decoded) {
    return new PointDecoder.Handler() {
      @Override
      public void points(PointBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
          decoded.number(batch.point(i));
        }
      }

      @Override
      public void distribution(DistributionPoint point) {
        decoded.distribution(point);
      }

      @Override
      public void deadLetter(io.watchlake.model.DeadLetter deadLetter) {
        decoded.deadLetter(deadLetter);
      }
    };
  }

  /** The same fields in another way: moved, given twice, or unknown ones among them. */
  private static final class Rearranged {

    private Rearranged() {}

    static byte[] of(byte[] bytes, Random random) {
      try {
        Message.Builder request = ANY.toBuilder().mergeFrom(bytes);
        return switch (random.nextInt(4)) {
          case 0 -> concatenated(bytes, bytes);
          case 1 -> concatenated(bytes, unknown(random).toByteArray());
          default -> scrambled(UnknownFieldSet.parseFrom(request.build().toByteArray()), 0, random);
        };
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(one);
      out.writeBytes(other);
      return out.toByteArray();
    }

    private static UnknownFieldSet unknown(Random random) {
      return UnknownFieldSet.newBuilder()
          .addField(
              1 + random.nextInt(200),
              UnknownFieldSet.Field.newBuilder().addVarint(random.nextInt(5)).build())
          .build();
    }

    /** Each field in a set of its own, in any order, sometimes twice. */
    private static byte[] scrambled(UnknownFieldSet set, int depth, Random random) {
      List<byte[]> fields = new ArrayList<>();
      set.asMap()
          .forEach(
              (number, field) -> {
                field.getVarintList().forEach(v -> fields.add(one(number, f -> f.addVarint(v))));
                field.getFixed64List().forEach(v -> fields.add(one(number, f -> f.addFixed64(v))));
                field
                    .getLengthDelimitedList()
                    .forEach(
                        v ->
                            fields.add(
                                one(number, f -> f.addLengthDelimited(inner(v, depth, random)))));
              });
      if (random.nextInt(8) == 0) {
        fields.add(unknown(random).toByteArray());
      }
      if (!fields.isEmpty() && random.nextInt(8) == 0) {
        fields.add(fields.get(random.nextInt(fields.size())));
      }
      if (random.nextInt(3) == 0) {
        java.util.Collections.shuffle(fields, random);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      fields.forEach(out::writeBytes);
      return out.toByteArray();
    }

    private static ByteString inner(ByteString value, int depth, Random random) {
      if (depth >= 5) {
        return value;
      }
      try {
        return ByteString.copyFrom(scrambled(UnknownFieldSet.parseFrom(value), depth + 1, random));
      } catch (IOException e) {
        return value;
      }
    }

    private static byte[] one(
        int number, java.util.function.Consumer<UnknownFieldSet.Field.Builder> content) {
      UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
      content.accept(field);
      return UnknownFieldSet.newBuilder().addField(number, field.build()).build().toByteArray();
    }
  }
}
