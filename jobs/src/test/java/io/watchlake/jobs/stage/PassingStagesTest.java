package io.watchlake.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stages that have their place already and nothing to do yet. */
class PassingStagesTest {

  static List<MapFunction<String, String>> stages() {
    return List.of(new Redact<>(), new Enrich<>());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyRecordPassesUnchangedWithItsTimeAmongTheWatermarks(MapFunction<String, String> stage)
      throws Exception {
    String one = "one";
    String late = "late";
    try (var harness = harness(stage)) {
      harness.open();
      harness.processElement(one, 20);
      harness.processWatermark(15);
      harness.processElement(late, 10);
      assertThat(harness.getOutput())
          .containsExactly(
              new StreamRecord<>(one, 20), new Watermark(15), new StreamRecord<>(late, 10));
      assertThat(harness.extractOutputValues().get(0)).isSameAs(one);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCheckpointHoldsNothingAndIsRestored(MapFunction<String, String> stage) throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(stage)) {
      harness.open();
      harness.processElement("one", 20);
      state = harness.snapshot(1, 1);
      assertThat(state.hasState()).isFalse();
    }
    try (var harness = harness(stage)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement("two", 21);
      assertThat(harness.extractOutputValues()).containsExactly("two");
    }
  }

  private static OneInputStreamOperatorTestHarness<String, String> harness(
      MapFunction<String, String> stage) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new StreamMap<>(stage), StringSerializer.INSTANCE);
  }
}
