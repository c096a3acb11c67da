package io.watchlake.jobs.stage.type;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Other;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a delivery event. */
final class DeliveryEventFormat implements Format<DeliveryEvent> {

  private static final long serialVersionUID = 1L;

  private static final int WITHOUT_PATHS = 1;

  private static final int OTHER = 0;
  private static final int MERGED = 1;
  private static final int PACKAGED = 2;
  private static final int DEPLOYED = 3;
  private static final int INCIDENT = 4;

  @Override
  public String name() {
    return "delivery_event";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Class<DeliveryEvent> type() {
    return DeliveryEvent.class;
  }

  @Override
  public void write(DeliveryEvent value, DataOutputView out) throws IOException {
    Parts.write(value.origin(), out);
    Wire.writeString(value.timeline(), out);
    Wire.writeString(value.source(), out);
    Wire.writeString(value.id(), out);
    Wire.writeString(value.type(), out);
    out.writeLong(value.timeUnixNano());
    Wire.writeString(value.service(), out);
    Wire.writeNullableString(value.chainId(), out);
    write(value.fact(), out);
  }

  private static void write(DeliveryFact fact, DataOutputView out) throws IOException {
    if (fact instanceof ChangeMerged change) {
      out.writeByte(MERGED);
      Wire.writeString(change.changeId(), out);
      Wire.writeString(change.repository(), out);
      Wire.writeString(change.title(), out);
      Wire.writeStrings(change.labels(), out);
      Wire.writeString(change.branch(), out);
      Wire.writeStrings(change.commits(), out);
      out.writeLong(change.firstCommitUnixNano());
      out.writeLong(change.openedUnixNano());
      out.writeLong(change.reviewedUnixNano());
      out.writeBoolean(change.pullRequest());
      Wire.writeStrings(change.paths(), out);
    } else if (fact instanceof ArtifactPackaged artifact) {
      out.writeByte(PACKAGED);
      Wire.writeString(artifact.artifactId(), out);
      Wire.writeStrings(artifact.changes(), out);
    } else if (fact instanceof Deployed deployed) {
      out.writeByte(DEPLOYED);
      Wire.writeString(deployed.deploymentId(), out);
      Wire.writeString(deployed.environment(), out);
      Wire.writeString(deployed.region(), out);
      Wire.writeNullableString(deployed.artifactId(), out);
      Wire.writeNullableString(deployed.commit(), out);
      Wire.writeStrings(deployed.changes(), out);
      out.writeBoolean(deployed.rollback());
    } else if (fact instanceof IncidentReported incident) {
      out.writeByte(INCIDENT);
      Wire.writeString(incident.incidentId(), out);
      out.writeByte(code(incident.phase()));
      out.writeLong(incident.impactUnixNano());
      Wire.writeNullableString(incident.environment(), out);
      Wire.writeNullableString(incident.artifactId(), out);
      Wire.writeNullableString(incident.deploymentId(), out);
      Wire.writeNullableString(incident.restoredBy(), out);
      Wire.writeStrings(incident.causedBy(), out);
    } else {
      out.writeByte(OTHER);
    }
  }

  @Override
  public DeliveryEvent read(int version, DataInputView in) throws IOException {
    return new DeliveryEvent(
        Parts.origin(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        Wire.readString(in),
        Wire.readNullableString(in),
        fact(version, in));
  }

  private static DeliveryFact fact(int version, DataInputView in) throws IOException {
    int code = in.readUnsignedByte();
    return switch (code) {
      case OTHER -> new Other();
      case MERGED ->
          new ChangeMerged(
              Wire.readString(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readStrings(in),
              Wire.readString(in),
              Wire.readStrings(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readBoolean(),
              version == WITHOUT_PATHS ? List.of() : Wire.readStrings(in));
      case PACKAGED -> new ArtifactPackaged(Wire.readString(in), Wire.readStrings(in));
      case DEPLOYED ->
          new Deployed(
              Wire.readString(in),
              Wire.readString(in),
              Wire.readString(in),
              Wire.readNullableString(in),
              Wire.readNullableString(in),
              Wire.readStrings(in),
              in.readBoolean());
      case INCIDENT ->
          new IncidentReported(
              Wire.readString(in),
              phase(in.readUnsignedByte()),
              in.readLong(),
              Wire.readNullableString(in),
              Wire.readNullableString(in),
              Wire.readNullableString(in),
              Wire.readNullableString(in),
              Wire.readStrings(in));
      default ->
          throw new IOException("unknown code " + code + " of a fact: the bytes are damaged");
    };
  }

  private static int code(Phase phase) {
    return switch (phase) {
      case DETECTED -> 1;
      case RESOLVED -> 2;
    };
  }

  private static Phase phase(int code) throws IOException {
    return switch (code) {
      case 1 -> Phase.DETECTED;
      case 2 -> Phase.RESOLVED;
      default ->
          throw new IOException("unknown code " + code + " of a phase: the bytes are damaged");
    };
  }
}
