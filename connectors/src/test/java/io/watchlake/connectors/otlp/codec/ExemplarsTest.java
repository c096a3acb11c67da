package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A few exemplars of many")
class ExemplarsTest {

  @Example
  @Label("are those of the largest values, as they were written")
  void largest() {
    String one = JsonText.exemplars(List.of(exemplar(1, 5.5, "ä]},"), exemplar(2, 7, "b")));
    String other = JsonText.exemplars(List.of(exemplar(3, 6, "c"), exemplar(3, Double.NaN, "d")));

    assertThat(Exemplars.largest(one, other, 2))
        .isEqualTo(JsonText.exemplars(List.of(exemplar(2, 7, "b"), exemplar(3, 6, "c"))));
    assertThat(Exemplars.largest(one, other, 9))
        .isEqualTo(
            JsonText.exemplars(
                List.of(
                    exemplar(2, 7, "b"),
                    exemplar(3, 6, "c"),
                    exemplar(1, 5.5, "ä]},"),
                    exemplar(3, Double.NaN, "d"))));
    assertThat(Exemplars.largest(null, null, 2)).isNull();
    assertThat(Exemplars.largest("[]", null, 2)).isNull();
  }

  @Property(tries = 200)
  @Label("are the same in whatever order and groups they are chosen")
  void anyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Exemplar> exemplars = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      exemplars.add(exemplar(random.nextInt(3), random.nextInt(4), "x" + random.nextInt(3)));
    }
    String all = Exemplars.largest(JsonText.exemplars(exemplars), null, 3);
    Collections.shuffle(exemplars, random);
    int cut = random.nextInt(exemplars.size() + 1);
    String one = JsonText.exemplars(exemplars.subList(0, cut));
    String other = JsonText.exemplars(exemplars.subList(cut, exemplars.size()));

    assertThat(Exemplars.largest(one, other, 3)).isEqualTo(all);
    assertThat(Exemplars.largest(Exemplars.largest(other, one, 3), one, 3)).isEqualTo(all);
  }

  @Example
  @Label("of what is no array of them are refused")
  void refused() {
    assertThatThrownBy(() -> Exemplars.largest("{}", null, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Exemplars.largest("[{\"value\":", null, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Exemplar exemplar(long time, double value, String text) {
    return Exemplar.newBuilder()
        .setTimeUnixNano(time)
        .setAsDouble(value)
        .setTraceId(
            ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}))
        .addFilteredAttributes(
            KeyValue.newBuilder()
                .setKey("value")
                .setValue(AnyValue.newBuilder().setStringValue(text)))
        .build();
  }
}
