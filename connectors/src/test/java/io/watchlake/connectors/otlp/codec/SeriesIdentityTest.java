package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchlake.connectors.otlp.codec.SeriesIdentity.Hashes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Temporality;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A series identity")
class SeriesIdentityTest {

  private static final KeyValue B = attribute("b", "2");
  private static final KeyValue A = attribute("a", "1");

  @Test
  @DisplayName("stays what it was when the first series were archived")
  void golden() {
    KeyValue everything =
        attribute(
            "all",
            AnyValue.newBuilder()
                .setArrayValue(
                    ArrayValue.newBuilder()
                        .addValues(AnyValue.newBuilder().setBoolValue(true))
                        .addValues(AnyValue.newBuilder().setDoubleValue(1.5))
                        .addValues(AnyValue.newBuilder().setIntValue(-1))
                        .addValues(AnyValue.newBuilder().setBytesValue(Requests.SPAN_ID))
                        .addValues(AnyValue.getDefaultInstance())
                        .addValues(
                            AnyValue.newBuilder()
                                .setKvlistValue(
                                    KeyValueList.newBuilder().addValues(B).addValues(A))))
                .build());

    assertThat(hashes(List.of()))
        .isEqualTo(new Hashes(-7751467555182736465L, -9115341250050476276L));
    assertThat(hashes(List.of(everything, A)))
        .isEqualTo(new Hashes(-3922757799335086374L, -5095105781241712539L));
  }

  @Test
  @DisplayName("does not depend on the order of attributes, nor on those overruled by a later one")
  void canonical() {
    assertThat(hashes(List.of(A, B))).isEqualTo(hashes(List.of(B, A)));
    assertThat(hashes(List.of(attribute("a", "0"), A))).isEqualTo(hashes(List.of(A)));
  }

  @Test
  @DisplayName("tells types, texts and places apart")
  void apart() {
    assertThat(
            List.of(
                hashes(List.of()),
                hashes(List.of(A)),
                hashes(List.of(attribute("a", 1))),
                hashes(List.of(attribute("a", AnyValue.newBuilder().setDoubleValue(1).build()))),
                hashes(List.of(attribute("a", AnyValue.getDefaultInstance()))),
                hashes(List.of(attribute("a1", ""))),
                hashes(List.of(attribute("", "a1")))))
        .doesNotHaveDuplicates();
    assertThat(metric("m", "", Temporality.DELTA, true))
        .isNotEqualTo(metric("m", "", Temporality.CUMULATIVE, true))
        .isNotEqualTo(metric("m", "", Temporality.DELTA, false))
        .isNotEqualTo(metric("", "m", Temporality.DELTA, true));
  }

  private static byte[] metric(
      String name, String unit, Temporality temporality, boolean monotonic) {
    return SeriesIdentity.metric(name, unit, MetricKind.SUM, temporality, monotonic);
  }

  private static Hashes hashes(List<KeyValue> attributes) {
    Resource resource = Requests.shop();
    InstrumentationScope scope = Requests.scope();
    return new SeriesIdentity()
        .hashes(
            SeriesIdentity.header(resource, scope),
            metric("orders", "1", Temporality.CUMULATIVE, true),
            attributes);
  }
}
