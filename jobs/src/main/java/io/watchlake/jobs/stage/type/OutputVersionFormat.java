package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what was last said about something. */
final class OutputVersionFormat implements Format<OutputVersion> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "output_version";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<OutputVersion> type() {
    return OutputVersion.class;
  }

  @Override
  public void write(OutputVersion value, DataOutputView out) throws IOException {
    out.writeLong(value.hash());
    out.writeLong(value.revision());
  }

  @Override
  public OutputVersion read(int version, DataInputView in) throws IOException {
    return new OutputVersion(in.readLong(), in.readLong());
  }
}
