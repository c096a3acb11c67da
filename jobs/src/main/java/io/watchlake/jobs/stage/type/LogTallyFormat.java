package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.count.LogTally;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what one task counted of a service's minute. */
final class LogTallyFormat implements Format<LogTally> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "log_tally";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<LogTally> type() {
    return LogTally.class;
  }

  @Override
  public void write(LogTally value, DataOutputView out) throws IOException {
    Wire.writeString(value.timeline(), out);
    Wire.writeString(value.service(), out);
    out.writeLong(value.minuteUnixMilli());
    LogMinuteFormat.writeCounts(value.counts(), out);
  }

  @Override
  public LogTally read(int version, DataInputView in) throws IOException {
    return new LogTally(
        Wire.readString(in), Wire.readString(in), in.readLong(), LogMinuteFormat.readCounts(in));
  }
}
