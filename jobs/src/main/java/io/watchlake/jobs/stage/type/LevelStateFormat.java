package io.watchlake.jobs.stage.type;

import io.watchlake.rules.engine.LevelState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what a rule keeps of a key: state, changed where it lies. */
final class LevelStateFormat implements Format<LevelState> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "rule_level_state";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<LevelState> type() {
    return LevelState.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public LevelState copy(LevelState value) {
    return value.copy();
  }

  @Override
  public void write(LevelState value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public LevelState read(int version, DataInputView in) throws IOException {
    return LevelState.read(in);
  }
}
