package io.watchlake.rules.run;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Signals that stay in memory: they never change, and never become bytes. */
final class ByReference extends TypeSerializerSingleton<Signal> {

  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Signal createInstance() {
    return new Signal("", SignalKind.METRIC, "", 0, "", "", "", "", Double.NaN, Map.of(), Map.of());
  }

  @Override
  public Signal copy(Signal from) {
    return from;
  }

  @Override
  public Signal copy(Signal from, Signal reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Signal signal, DataOutputView out) {
    throw inMemory();
  }

  @Override
  public Signal deserialize(DataInputView in) {
    throw inMemory();
  }

  @Override
  public Signal deserialize(Signal reuse, DataInputView in) {
    throw inMemory();
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) {
    throw inMemory();
  }

  @Override
  public TypeSerializerSnapshot<Signal> snapshotConfiguration() {
    throw inMemory();
  }

  private static UnsupportedOperationException inMemory() {
    return new UnsupportedOperationException("these signals stay in memory");
  }
}
