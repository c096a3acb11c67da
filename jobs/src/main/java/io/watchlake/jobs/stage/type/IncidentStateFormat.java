package io.watchlake.jobs.stage.type;

import io.watchlake.alerting.incident.IncidentState;
import io.watchlake.alerting.incident.IncidentState.Affected;
import io.watchlake.alerting.incident.IncidentState.Deployed;
import io.watchlake.alerting.incident.IncidentState.Open;
import io.watchlake.alerting.incident.IncidentState.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The bytes of what is kept of incidents: state, changed where it lies. */
final class IncidentStateFormat implements Format<IncidentState> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "incident_state";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<IncidentState> type() {
    return IncidentState.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public IncidentState copy(IncidentState value) {
    return IncidentState.of(value.parts());
  }

  @Override
  public void write(IncidentState value, DataOutputView out) throws IOException {
    Parts parts = value.parts();
    Wire.writeLength(parts.incidents().size(), out);
    for (Open open : parts.incidents()) {
      Wire.writeString(open.id(), out);
      out.writeLong(open.lastMillis());
      Wire.writeLength(open.services().size(), out);
      for (Map.Entry<String, Affected> service : open.services().entrySet()) {
        Wire.writeString(service.getKey(), out);
        out.writeLong(service.getValue().sinceMillis());
        write(service.getValue().deployed(), out);
      }
      Wire.writeStrings(List.copyOf(open.firing()), out);
    }
    Wire.writeLength(parts.deployments().size(), out);
    for (Map.Entry<String, Deployed> deployed : parts.deployments().entrySet()) {
      Wire.writeString(deployed.getKey(), out);
      write(deployed.getValue(), out);
    }
  }

  private static void write(@Nullable Deployed deployed, DataOutputView out) throws IOException {
    Wire.writeNullableString(deployed == null ? null : deployed.id(), out);
    if (deployed != null) {
      out.writeLong(deployed.millis());
    }
  }

  @Override
  public IncidentState read(int version, DataInputView in) throws IOException {
    List<Open> incidents = new ArrayList<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      String id = Wire.readString(in);
      long last = in.readLong();
      Map<String, Affected> services = new TreeMap<>();
      for (int more = Wire.readLength(in); more > 0; more--) {
        services.put(Wire.readString(in), new Affected(in.readLong(), deployed(in)));
      }
      incidents.add(new Open(id, last, services, new TreeSet<>(Wire.readStrings(in))));
    }
    Map<String, Deployed> deployments = new TreeMap<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      String service = Wire.readString(in);
      Deployed deployed = deployed(in);
      if (deployed == null) {
        throw new IOException("the bytes of incidents are damaged: a deployment is none");
      }
      deployments.put(service, deployed);
    }
    return IncidentState.of(new Parts(incidents, deployments));
  }

  private static @Nullable Deployed deployed(DataInputView in) throws IOException {
    String id = Wire.readNullableString(in);
    return id == null ? null : new Deployed(id, in.readLong());
  }
}
