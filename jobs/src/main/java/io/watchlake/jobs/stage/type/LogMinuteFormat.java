package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.count.LogCounts;
import io.watchlake.jobs.stage.count.LogMinute;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a service's minute of log records: state, changed where it lies. */
final class LogMinuteFormat implements Format<LogMinute> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "log_minute";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<LogMinute> type() {
    return LogMinute.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public LogMinute copy(LogMinute value) {
    return value.copy();
  }

  @Override
  public void write(LogMinute value, DataOutputView out) throws IOException {
    writeCounts(value.counts(), out);
    out.writeInt(value.revision());
    out.writeBoolean(value.isToTell());
  }

  @Override
  public LogMinute read(int version, DataInputView in) throws IOException {
    return LogMinute.of(readCounts(in), in.readInt(), in.readBoolean());
  }

  static void writeCounts(LogCounts counts, DataOutputView out) throws IOException {
    out.writeLong(counts.records());
    out.writeLong(counts.warnings());
    out.writeLong(counts.errors());
    Wire.writeBytes(counts.patternBytes(), out);
  }

  static LogCounts readCounts(DataInputView in) throws IOException {
    long records = in.readLong();
    long warnings = in.readLong();
    long errors = in.readLong();
    try {
      return LogCounts.of(records, warnings, errors, Wire.readBytes(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a sketch of patterns are damaged", e);
    }
  }
}
