package io.watchlake.connectors.prometheus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchlake.connectors.prometheus.codec.RemoteWriteToOtlp.Translation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("Whatever a remote write request holds,")
class RemoteWritePropertiesTest {

  private static final String SEED = "20260301";

  @Property(seed = SEED, tries = 300)
  @Label("what is written is read again")
  void roundTrip(@ForAll long seed) throws Exception {
    List<TimeSeries> series = series(new Random(seed));

    WriteRequest read =
        RemoteWriteReader.read(
            RemoteWriteVersion.V1,
            SnappyBlock.decompress(SnappyBlock.compress(RemoteWriteWriter.write(series)), 1 << 24));

    assertThat(read.series()).isEqualTo(series);
  }

  @Property(seed = SEED, tries = 300)
  @Label("each sample is one point, with the same bits, in the order of its series")
  void nothingLost(@ForAll long seed) throws Exception {
    List<TimeSeries> series = series(new Random(seed));

    Translation translation =
        RemoteWriteToOtlp.translate(new WriteRequest(series, Map.of()), new MetadataCache());

    Map<String, List<String>> expected = new TreeMap<>();
    for (TimeSeries one : series) {
      String name = one.labels().get(0).value();
      String rest = LabelRules.text(one.labels().subList(1, one.labels().size()));
      List<String> samples = expected.computeIfAbsent(name + rest, key -> new ArrayList<>());
      one.samples().forEach(s -> samples.add(s.timestampMillis() + "=" + bits(s)));
    }
    Map<String, List<String>> points = new TreeMap<>();
    for (var resource : translation.request().getResourceMetricsList()) {
      for (var scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          for (NumberDataPoint point :
              metric.hasSum()
                  ? metric.getSum().getDataPointsList()
                  : metric.getGauge().getDataPointsList()) {
            List<io.watchlake.connectors.prometheus.codec.Label> labels = new ArrayList<>();
            point
                .getAttributesList()
                .forEach(
                    a ->
                        labels.add(
                            new io.watchlake.connectors.prometheus.codec.Label(
                                a.getKey(), a.getValue().getStringValue())));
            points
                .computeIfAbsent(
                    metric.getName() + LabelRules.text(labels), key -> new ArrayList<>())
                .add(
                    point.getTimeUnixNano() / 1_000_000
                        + "="
                        + (point.getFlags() == 1
                            ? Sample.STALE
                            : Double.doubleToRawLongBits(point.getAsDouble())));
          }
        }
      }
    }
    expected.values().removeIf(List::isEmpty);
    assertThat(points).isEqualTo(expected);
    assertThat(translation.samples())
        .isEqualTo(expected.values().stream().mapToInt(List::size).sum());
    assertThat(translation.fault()).isEmpty();
  }

  @Property(seed = SEED, tries = 2000)
  @Label("bytes that are broken anywhere are refused in words, or read, and never more")
  void mutated(
      @ForAll RemoteWriteVersion version,
      @ForAll @IntRange(max = 700) int place,
      @ForAll byte with,
      @ForAll boolean cut)
      throws IOException {
    byte[] request = Golden.request(version);
    int at = place % request.length;
    request[at] = with;
    takenOrRefused(version, cut ? Arrays.copyOf(request, at) : request);
  }

  @Property(seed = SEED, tries = 2000)
  @Label("random bytes are refused in words, or read, and never more")
  void random(@ForAll RemoteWriteVersion version, @ForAll @Size(max = 200) byte[] bytes) {
    takenOrRefused(version, bytes);
    try {
      SnappyBlock.decompress(bytes, 1 << 20);
    } catch (RemoteWriteException e) {
      assertThat(e.reason()).isNotBlank();
    }
  }

  private static void takenOrRefused(RemoteWriteVersion version, byte[] bytes) {
    try {
      RemoteWriteToOtlp.translate(RemoteWriteReader.read(version, bytes), new MetadataCache());
    } catch (RemoteWriteException e) {
      assertThat(e.reason()).isNotBlank();
    }
  }

  private static long bits(Sample sample) {
    return sample.valueBits();
  }

  private static List<TimeSeries> series(Random random) {
    List<TimeSeries> series = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      TreeMap<String, String> labels = new TreeMap<>();
      labels.put("__name__", pick(random, "up", "requests_total", "héap_bytes", "x_count"));
      for (int k = random.nextInt(4); k > 0; k--) {
        labels.put("l" + random.nextInt(5), pick(random, "a", "ß", "\uD83D\uDE00", "b c", "\""));
      }
      List<io.watchlake.connectors.prometheus.codec.Label> list = new ArrayList<>();
      labels.forEach(
          (name, value) ->
              list.add(new io.watchlake.connectors.prometheus.codec.Label(name, value)));
      List<Sample> samples = new ArrayList<>();
      for (int k = random.nextInt(4); k > 0; k--) {
        samples.add(
            new Sample(
                random.nextInt(8) == 0
                    ? Sample.STALE
                    : Double.doubleToRawLongBits(random.nextGaussian() * 1e6),
                1 + random.nextInt(2_000_000_000),
                0));
      }
      series.add(TimeSeries.of(list, samples));
    }
    return series;
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
