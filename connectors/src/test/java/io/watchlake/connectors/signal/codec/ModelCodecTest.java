package io.watchlake.connectors.signal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models on their way: whole, or not at all. */
class ModelCodecTest {

  private static final byte[] BYTES = {1, 2, 3, (byte) 255};

  private static final FittedModel MODEL =
      new FittedModel(
          "shop",
          3,
          40,
          10,
          30,
          2880,
          List.of("request_rate", "error_rate"),
          "smile-core 3.1.1",
          FittedModel.sha256(BYTES),
          BYTES);

  private static final ModelChange CHANGE = new ModelChange("shop", MODEL);

  @Test
  void aModelKeepsEveryField() {
    ModelChange read = ModelCodec.decode(ModelCodec.encode(CHANGE));
    assertThat(read).usingRecursiveComparison().isEqualTo(CHANGE);
    assertThat(MODEL.name()).isEqualTo("shop@3");
    assertThat(ModelCodec.key("shop")).isEqualTo("shop".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aModelIsWithdrawn() {
    ModelChange none = new ModelChange("shop", null);
    assertThat(ModelCodec.decode(ModelCodec.encode(none))).isEqualTo(none);
  }

  @Test
  void bytesThatAreNotThoseOfTheHashAreNoModel() {
    String text = new String(ModelCodec.encode(CHANGE), StandardCharsets.UTF_8);
    String other = text.replace("\"AQID/w==\"", "\"AQID/g==\"");
    assertThat(other).isNotEqualTo(text);
    assertThatThrownBy(() -> ModelCodec.decode(other.getBytes(StandardCharsets.UTF_8)))
        .hasMessage("the bytes of model shop@3 are not those of its hash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"AQID/w==\"|\"???\"|the bytes of a model are not base64",
        "[\"request_rate\",\"error_rate\"]|[1]|field 'signals' of a model is not a list of texts",
        "\"v\":1|\"v\":2|unknown version 2 of a model",
        "\"version\":3|\"version\":\"x\"|field 'version' of a model is not a whole number"
      })
  void whatIsWrongIsSaid(String of, String with, String words) {
    String text = new String(ModelCodec.encode(CHANGE), StandardCharsets.UTF_8);
    assertThat(text).contains(of);
    byte[] message = text.replace(of, with).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ModelCodec.decode(message)).hasMessageContaining(words);
  }
}
