package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.anomaly.Tolerance;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what was said of anomalies of one shape. */
final class ToleranceFormat implements Format<Tolerance> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "tolerance";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Tolerance> type() {
    return Tolerance.class;
  }

  @Override
  public void write(Tolerance value, DataOutputView out) throws IOException {
    Wire.writeStrings(value.anomalies(), out);
    out.writeLong(Double.doubleToRawLongBits(value.strength()));
    out.writeLong(value.saidUnixNano());
  }

  @Override
  public Tolerance read(int version, DataInputView in) throws IOException {
    List<String> anomalies = Wire.readStrings(in);
    return new Tolerance(anomalies, Double.longBitsToDouble(in.readLong()), in.readLong());
  }
}
