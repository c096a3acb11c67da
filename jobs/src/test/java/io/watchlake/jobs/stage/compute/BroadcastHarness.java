package io.watchlake.jobs.stage.compute;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** One task of a function that takes a stream by keys and another that all tasks get. */
public final class BroadcastHarness {

  private BroadcastHarness() {}

  /**
   * The task, open.
   *
   * @param state what it goes on from; null where it begins with nothing
   */
  public static <I, B, O> KeyedBroadcastOperatorTestHarness<String, I, B, O> open(
      KeyedBroadcastProcessFunction<String, I, B, O> function,
      List<MapStateDescriptor<?, ?>> broadcast,
      KeySelector<I, String> key,
      TypeInformation<O> output,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    KeyedBroadcastOperatorTestHarness<String, I, B, O> harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, broadcast), key, Types.STRING, 1, 1, 0);
    harness.setStateBackend(new HashMapStateBackend());
    harness.setup(output.createSerializer(new SerializerConfigImpl()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
