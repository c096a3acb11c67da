package io.watchlake.rules.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of one series (or of one value of a label) below a key. */
final class SeriesState {

  long time;
  double value;
  boolean holds;

  /** What the value was compared with. */
  double threshold = Double.NaN;

  Baseline baseline = new Baseline();

  void write(DataOutput out) throws IOException {
    out.writeLong(time);
    out.writeDouble(value);
    out.writeBoolean(holds);
    out.writeDouble(threshold);
    baseline.write(out);
  }

  static SeriesState read(DataInput in) throws IOException {
    SeriesState state = new SeriesState();
    state.time = in.readLong();
    state.value = in.readDouble();
    state.holds = in.readBoolean();
    state.threshold = in.readDouble();
    state.baseline = Baseline.read(in);
    return state;
  }
}
