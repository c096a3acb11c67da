package io.watchlake.jobs.stage.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.signal.codec.ModelCodec;
import io.watchlake.jobs.stage.compute.anomaly.ShopModel;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What is not a whole model never judges: it is a dead letter with its reason. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class DecodeModelsTest {

  private static final FittedModel MODEL = ShopModel.version(1);

  @Test
  void whatIsNoWholeModelIsADeadLetterWithItsReason() throws Exception {
    byte[] good = ModelCodec.encode(new ModelChange("shop", MODEL));
    byte[] changed =
        new String(good, StandardCharsets.UTF_8)
            .replace("\"sha256\":\"" + MODEL.sha256().charAt(0), "\"sha256\":\"x")
            .getBytes(StandardCharsets.UTF_8);
    byte[] rubbish = {9, 9};
    SerializerConfig config = new ExecutionConfig().getSerializerConfig();
    try (OneInputStreamOperatorTestHarness<RawMessage, ModelChange> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new DecodeModels()),
            TelemetryTypes.RAW_MESSAGE.createSerializer(config))) {
      harness.setup(AnomalyTypes.MODEL_CHANGE.createSerializer(config));
      harness.open();
      int offset = 0;
      for (byte[] message :
          new byte[][] {
            good,
            ModelCodec.encode(new ModelChange("shop", null)),
            changed,
            null,
            ModelCodec.encode(new ModelChange("shop", with("shop", rubbish))),
            ModelCodec.encode(new ModelChange("cart", with("cart", MODEL.bytes())))
          }) {
        harness.processElement(new RawMessage("models", 0, offset++, 5, message), 0);
      }
      assertThat(harness.extractOutputValues())
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(new ModelChange("shop", MODEL), new ModelChange("shop", null));
      assertThat(
              harness.getSideOutput(DeadLetterOutput.TAG).stream()
                  .map(one -> detail(one.getValue())))
          .containsExactly(
              "2 not a model: the bytes of model shop@1 are not those of its hash",
              "3 not a model: a model without a value",
              "4 not a model: a model has the format 9; this version reads 1",
              "5 not a model: the bytes of cart@1 are a model of shop by " + ShopModel.SIGNALS);
    }
  }

  private static String detail(DeadLetter letter) {
    return letter.origin().offset() + " " + letter.detail();
  }

  private static FittedModel with(String service, byte[] bytes) {
    return new FittedModel(
        service,
        1,
        1,
        1,
        1,
        1,
        List.copyOf(ShopModel.SIGNALS),
        "",
        FittedModel.sha256(bytes),
        bytes);
  }
}
