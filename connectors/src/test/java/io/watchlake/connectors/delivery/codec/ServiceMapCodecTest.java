package io.watchlake.connectors.delivery.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.delivery.ServiceMap.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceMapCodecTest {

  @Test
  void whatIsWrittenIsReadBackInItsOrder() {
    ServiceMap map =
        new ServiceMap(
            List.of(
                new Service(
                    "z \"shop\"",
                    List.of("A 1"),
                    List.of(Glob.of("acme/mono")),
                    List.of(Glob.of("shop/**")),
                    List.of(Glob.of("pkg:oci/shop")),
                    List.of(Glob.of("eu"))),
                new Service("a", List.of("b"), List.of(), List.of(), List.of(), List.of())));
    assertThat(ServiceMapCodec.read(ServiceMapCodec.write(map))).isEqualTo(map);
    assertThat(ServiceMapCodec.write(map)).endsWith("\"a\":{\"names\":[\"b\"]}}");
  }

  @Test
  void whatIsWrongIsToldByItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceMapCodec.read("{"))
        .withMessageContaining("is JSON");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceMapCodec.read("{\"shop\":{\"paths\":[7]}}"))
        .withMessageContaining("$.shop.paths[0]: is not a text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceMapCodec.read("{\"shop\":{}}"))
        .withMessageContaining("'shop' has neither");
  }
}
