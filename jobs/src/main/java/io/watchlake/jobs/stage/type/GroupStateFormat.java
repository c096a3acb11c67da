package io.watchlake.jobs.stage.type;

import io.watchlake.alerting.group.GroupState;
import io.watchlake.alerting.group.GroupState.Chain;
import io.watchlake.alerting.group.GroupState.Parts;
import io.watchlake.alerting.group.GroupState.Told;
import io.watchlake.alerting.group.Quiet.Why;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what is kept of a group: state, changed where it lies. */
final class GroupStateFormat implements Format<GroupState> {

  private static final long serialVersionUID = 1L;

  /** The first version that knows of escalation. */
  private static final int CHAINS = 2;

  @Override
  public String name() {
    return "group_state";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Class<GroupState> type() {
    return GroupState.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public GroupState copy(GroupState value) {
    return GroupState.of(value.parts());
  }

  @Override
  public void write(GroupState value, DataOutputView out) throws IOException {
    Parts parts = value.parts();
    Wire.writeLength(parts.waiting().size(), out);
    for (Map.Entry<Long, List<NotifiedAlert>> waiting : parts.waiting().entrySet()) {
      out.writeLong(waiting.getKey());
      writeAlerts(waiting.getValue(), out);
    }
    writeAlerts(List.copyOf(parts.alerts().values()), out);
    Wire.writeLength(parts.told().size(), out);
    for (Map.Entry<Boolean, Told> told : parts.told().entrySet()) {
      out.writeBoolean(told.getKey());
      out.writeLong(told.getValue().timeMillis());
      Wire.writeStrings(List.copyOf(told.getValue().firing()), out);
      Wire.writeStrings(List.copyOf(told.getValue().resolved()), out);
    }
    Wire.writeLength(parts.quiet().size(), out);
    for (Map.Entry<String, Why> quiet : parts.quiet().entrySet()) {
      Wire.writeString(quiet.getKey(), out);
      Wire.writeString(quiet.getValue().reason().code(), out);
      Wire.writeString(quiet.getValue().cause(), out);
    }
    out.writeLong(parts.nextLook());
    out.writeBoolean(parts.looked());
    out.writeLong(parts.emptySince());
    Wire.writeLength(parts.chains().size(), out);
    for (Map.Entry<String, Chain> chain : parts.chains().entrySet()) {
      Wire.writeString(chain.getKey(), out);
      out.writeLong(chain.getValue().sinceMillis());
      out.writeInt(chain.getValue().next());
      out.writeLong(chain.getValue().dueMillis());
    }
    Wire.writeLength(parts.reached().size(), out);
    for (Map.Entry<String, Set<String>> reached : parts.reached().entrySet()) {
      Wire.writeString(reached.getKey(), out);
      Wire.writeStrings(List.copyOf(reached.getValue()), out);
    }
  }

  private static void writeAlerts(List<NotifiedAlert> alerts, DataOutputView out)
      throws IOException {
    Wire.writeLength(alerts.size(), out);
    for (NotifiedAlert alert : alerts) {
      NotifiedAlertWire.write(alert, out);
    }
  }

  @Override
  public GroupState read(int version, DataInputView in) throws IOException {
    Map<Long, List<NotifiedAlert>> waiting = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      waiting.put(in.readLong(), readAlerts(in));
    }
    Map<String, NotifiedAlert> alerts = new TreeMap<>();
    readAlerts(in).forEach(alert -> alerts.put(alert.fingerprint(), alert));
    Map<Boolean, Told> told = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      told.put(in.readBoolean(), new Told(in.readLong(), readTexts(in), readTexts(in)));
    }
    Map<String, Why> quiet = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      quiet.put(Wire.readString(in), readWhy(in));
    }
    long nextLook = in.readLong();
    boolean looked = in.readBoolean();
    long emptySince = in.readLong();
    Map<String, Chain> chains = new TreeMap<>();
    Map<String, Set<String>> reached = new TreeMap<>();
    if (version >= CHAINS) {
      for (int left = Wire.readLength(in); left > 0; left--) {
        chains.put(Wire.readString(in), new Chain(in.readLong(), in.readInt(), in.readLong()));
      }
      for (int left = Wire.readLength(in); left > 0; left--) {
        reached.put(Wire.readString(in), readTexts(in));
      }
    }
    return GroupState.of(
        new Parts(waiting, alerts, told, quiet, chains, reached, nextLook, looked, emptySince));
  }

  private static Why readWhy(DataInputView in) throws IOException {
    try {
      return new Why(NotificationReason.ofCode(Wire.readString(in)), Wire.readString(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the bytes of a group are damaged: " + e.getMessage(), e);
    }
  }

  private static List<NotifiedAlert> readAlerts(DataInputView in) throws IOException {
    List<NotifiedAlert> alerts = new ArrayList<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      alerts.add(NotifiedAlertWire.read(in));
    }
    return alerts;
  }

  private static Set<String> readTexts(DataInputView in) throws IOException {
    return new TreeSet<>(Wire.readStrings(in));
  }
}
