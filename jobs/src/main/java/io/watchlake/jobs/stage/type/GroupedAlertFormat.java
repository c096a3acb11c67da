package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.notify.GroupedAlert;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of an alert on its way to a group. */
final class GroupedAlertFormat implements Format<GroupedAlert> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "grouped_alert";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<GroupedAlert> type() {
    return GroupedAlert.class;
  }

  @Override
  public void write(GroupedAlert value, DataOutputView out) throws IOException {
    Wire.writeString(value.group(), out);
    NotifiedAlertWire.write(value.alert(), out);
    out.writeLong(value.timeMillis());
  }

  @Override
  public GroupedAlert read(int version, DataInputView in) throws IOException {
    return new GroupedAlert(Wire.readString(in), NotifiedAlertWire.read(in), in.readLong());
  }
}
