package io.watchlake.jobs.stage.type;

import io.watchlake.alerting.storm.StormState;
import io.watchlake.alerting.storm.StormState.Heard;
import io.watchlake.alerting.storm.StormState.Parts;
import io.watchlake.model.alert.NotifiedAlert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what is kept of what a receiver was told: state, changed where it lies. */
final class StormStateFormat implements Format<StormState> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "storm_state";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<StormState> type() {
    return StormState.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public StormState copy(StormState value) {
    return StormState.of(value.parts());
  }

  @Override
  public void write(StormState value, DataOutputView out) throws IOException {
    Parts parts = value.parts();
    Wire.writeLongs(parts.recent().stream().mapToLong(Long::longValue).toArray(), out);
    out.writeLong(parts.nextDigest());
    out.writeLong(parts.gathered());
    Wire.writeStrings(parts.onCall(), out);
    Wire.writeLength(parts.open().size(), out);
    for (Heard heard : parts.open().values()) {
      NotifiedAlertWire.write(heard.alert(), out);
      out.writeLong(heard.millis());
    }
    Wire.writeLength(parts.over().size(), out);
    for (NotifiedAlert alert : parts.over().values()) {
      NotifiedAlertWire.write(alert, out);
    }
    Wire.writeLength(parts.singly().size(), out);
    for (Map.Entry<String, Long> told : parts.singly().entrySet()) {
      Wire.writeString(told.getKey(), out);
      out.writeLong(told.getValue());
    }
  }

  @Override
  public StormState read(int version, DataInputView in) throws IOException {
    List<Long> recent = new ArrayList<>();
    for (long time : Wire.readLongs(in)) {
      recent.add(time);
    }
    long nextDigest = in.readLong();
    long gathered = in.readLong();
    List<String> onCall = Wire.readStrings(in);
    Map<String, Heard> open = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      Heard heard = new Heard(NotifiedAlertWire.read(in), in.readLong());
      open.put(heard.alert().fingerprint(), heard);
    }
    Map<String, NotifiedAlert> over = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      NotifiedAlert alert = NotifiedAlertWire.read(in);
      over.put(alert.fingerprint(), alert);
    }
    Map<String, Long> singly = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      singly.put(Wire.readString(in), in.readLong());
    }
    return StormState.of(new Parts(recent, nextDigest, gathered, onCall, open, over, singly));
  }
}
