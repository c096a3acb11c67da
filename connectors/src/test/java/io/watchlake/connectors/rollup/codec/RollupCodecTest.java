package io.watchlake.connectors.rollup.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

@Label("A message of rollups")
class RollupCodecTest {

  private static final String SEED = "20260301";
  private static final String GOLDEN = "/golden/rollups.v1.hex";

  private static final RecursiveComparisonConfiguration BY_CONTENT =
      RecursiveComparisonConfiguration.builder()
          .withComparatorForType(Double::compare, Double.class)
          .build();

  @Property(seed = SEED, tries = 100)
  @Label("gives back what was put in, in order")
  void roundTrip(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int count) {
    List<Rollup> rollups = new RandomRollups(seed).next(count);

    assertThat(RollupCodec.decode(RollupCodec.encode(rollups)))
        .usingRecursiveComparison(BY_CONTENT)
        .isEqualTo(rollups);
  }

  @Property(seed = SEED, tries = 100)
  @Label("gives back those of some metrics alone, the same as among all")
  void ofSomeMetrics(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int count) {
    List<Rollup> rollups = new RandomRollups(seed).next(count);
    Predicate<String> some = metric -> metric.hashCode() % 2 == 0;

    assertThat(RollupCodec.decode(RollupCodec.encode(rollups), some))
        .usingRecursiveComparison(BY_CONTENT)
        .isEqualTo(rollups.stream().filter(rollup -> some.test(rollup.series().metric())).toList());
  }

  @Property(seed = SEED, tries = 100)
  @Label("that is damaged or cut off is refused with words, or read as what it happens to say")
  void damaged(
      @ForAll long seed,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll byte change,
      @ForAll boolean cut) {
    byte[] bytes = RollupCodec.encode(new RandomRollups(seed).next(5));
    bytes[at % bytes.length] ^= change;
    byte[] message = cut ? Arrays.copyOf(bytes, at % bytes.length) : bytes;

    try {
      assertThat(RollupCodec.decode(message)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  @Property(seed = SEED, tries = 50)
  @Label("does not depend on what its writer wrote before")
  void writerIsUsedAgain(@ForAll long seed) {
    List<Rollup> rollups = new RandomRollups(seed).next(9);
    RollupWriter writer = new RollupWriter();
    rollups.forEach(rollup -> writer.add(SeriesBytes.of(rollup.series()), rollup));
    writer.finish("live");
    rollups.forEach(rollup -> writer.add(SeriesBytes.of(rollup.series()), rollup));

    assertThat(writer.count()).isEqualTo(9);
    assertThat(writer.finish("live")).isEqualTo(RollupCodec.encode(rollups));
  }

  @Example
  @Label("of version 1 is read as it was written then")
  void golden() throws IOException {
    try (InputStream in = RollupCodecTest.class.getResourceAsStream(GOLDEN)) {
      assertThat(in).as(GOLDEN).isNotNull();
      byte[] bytes =
          HexFormat.of()
              .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", ""));
      List<Rollup> rollups = new RandomRollups(20_260_101).next(12);

      assertThat(RollupCodec.decode(bytes)).usingRecursiveComparison(BY_CONTENT).isEqualTo(rollups);
      assertThat(HexFormat.of().formatHex(RollupCodec.encode(rollups)))
          .isEqualTo(HexFormat.of().formatHex(bytes));
    }
  }

  @Example
  @Label("of no rollups, of two buckets, or of a version to come is refused")
  void refused() {
    Rollup rollup = new RandomRollups(1).next(1).get(0);
    byte[] bytes = RollupCodec.encode(List.of(rollup));
    bytes[0] = 2;

    assertThatThrownBy(() -> RollupCodec.encode(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RollupCodec.decode(bytes))
        .hasMessage("unknown version 2 of a rollups message");
    assertThatThrownBy(() -> RollupCodec.decode(null)).hasMessageContaining("without bytes");
  }

  @Example
  @Label("names each telling of a window")
  void id() {
    Rollup rollup = new RandomRollups(3).next(1).get(0);

    assertThat(rollup.id())
        .matches("live/[0-9a-f]{16}/1[0hms]+/\\d+/\\d")
        .startsWith("live/" + HexFormat.of().toHexDigits(rollup.series().id()) + "/");
  }
}
