package io.watchlake.jobs.stage.type;

import io.watchlake.model.delivery.Change;
import io.watchlake.model.delivery.Conclusion;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.Verdict;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The bytes of what is concluded about a change, deployment or incident. */
final class DeliveryRecordFormat implements Format<DeliveryRecord> {

  private static final long serialVersionUID = 1L;

  private static final int CHANGE = 1;
  private static final int DEPLOYMENT = 2;
  private static final int INCIDENT = 3;
  private static final int VERDICT = 4;

  @Override
  public String name() {
    return "delivery_record";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<DeliveryRecord> type() {
    return DeliveryRecord.class;
  }

  @Override
  public void write(DeliveryRecord value, DataOutputView out) throws IOException {
    Wire.writeString(value.timeline(), out);
    out.writeLong(value.revision());
    Conclusion conclusion = value.conclusion();
    if (conclusion instanceof Change change) {
      out.writeByte(CHANGE);
      write(change, out);
    } else if (conclusion instanceof Deployment deployment) {
      out.writeByte(DEPLOYMENT);
      write(deployment, out);
    } else if (conclusion instanceof Incident incident) {
      out.writeByte(INCIDENT);
      write(incident, out);
    } else if (conclusion instanceof Verdict verdict) {
      out.writeByte(VERDICT);
      write(verdict, out);
    }
  }

  @Override
  public DeliveryRecord read(int version, DataInputView in) throws IOException {
    String timeline = Wire.readString(in);
    long revision = in.readLong();
    int code = in.readUnsignedByte();
    Conclusion conclusion =
        switch (code) {
          case CHANGE -> change(in);
          case DEPLOYMENT -> deployment(in);
          case INCIDENT -> incident(in);
          case VERDICT -> verdict(in);
          default ->
              throw new IOException(
                  "unknown code " + code + " of a conclusion: the bytes are damaged");
        };
    return new DeliveryRecord(timeline, revision, conclusion);
  }

  private static void write(Change value, DataOutputView out) throws IOException {
    Wire.writeString(value.service(), out);
    Wire.writeString(value.changeId(), out);
    Wire.writeString(value.repository(), out);
    Wire.writeString(value.title(), out);
    out.writeBoolean(value.pullRequest());
    out.writeLong(value.firstCommitUnixNano());
    out.writeLong(value.openedUnixNano());
    out.writeLong(value.reviewedUnixNano());
    out.writeLong(value.mergedUnixNano());
    Wire.writeNullableString(value.deploymentId(), out);
    out.writeLong(value.deployedUnixNano());
  }

  private static Change change(DataInputView in) throws IOException {
    return new Change(
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Wire.readNullableString(in),
        in.readLong());
  }

  private static void write(Deployment value, DataOutputView out) throws IOException {
    Wire.writeString(value.service(), out);
    Wire.writeString(value.deploymentId(), out);
    Wire.writeString(value.environment(), out);
    Wire.writeString(value.region(), out);
    out.writeLong(value.timeUnixNano());
    Wire.writeNullableString(value.artifactId(), out);
    Wire.writeNullableString(value.commit(), out);
    Wire.writeStrings(value.changes(), out);
    out.writeBoolean(value.counted());
    out.writeBoolean(value.rework());
  }

  private static Deployment deployment(DataInputView in) throws IOException {
    return new Deployment(
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        Wire.readNullableString(in),
        Wire.readNullableString(in),
        Wire.readStrings(in),
        in.readBoolean(),
        in.readBoolean());
  }

  private static void write(Incident value, DataOutputView out) throws IOException {
    Wire.writeString(value.service(), out);
    Wire.writeString(value.incidentId(), out);
    Wire.writeNullableString(value.environment(), out);
    out.writeLong(value.impactUnixNano());
    out.writeLong(value.detectedUnixNano());
    out.writeLong(value.resolvedUnixNano());
    Wire.writeNullableString(value.deploymentId(), out);
    Wire.writeNullableString(code(value.reason()), out);
    out.writeDouble(value.confidence());
    Wire.writeNullableString(value.restoredBy(), out);
  }

  private static Incident incident(DataInputView in) throws IOException {
    return new Incident(
        Wire.readString(in),
        Wire.readString(in),
        Wire.readNullableString(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Wire.readNullableString(in),
        reason(Wire.readNullableString(in)),
        in.readDouble(),
        Wire.readNullableString(in));
  }

  private static void write(Verdict value, DataOutputView out) throws IOException {
    Wire.writeString(value.service(), out);
    Wire.writeString(value.deploymentId(), out);
    Wire.writeString(value.environment(), out);
    out.writeLong(value.timeUnixNano());
    Wire.writeString(value.state().code(), out);
    Wire.writeNullableString(code(value.reason()), out);
    out.writeDouble(value.confidence());
    Wire.writeNullableString(value.evidence(), out);
    out.writeLong(value.closesUnixNano());
  }

  private static Verdict verdict(DataInputView in) throws IOException {
    return new Verdict(
        Wire.readString(in),
        Wire.readString(in),
        Wire.readString(in),
        in.readLong(),
        state(Wire.readString(in)),
        reason(Wire.readNullableString(in)),
        in.readDouble(),
        Wire.readNullableString(in),
        in.readLong());
  }

  private static @Nullable String code(Verdict.@Nullable Reason reason) {
    return reason == null ? null : reason.code();
  }

  private static Verdict.@Nullable Reason reason(@Nullable String code) throws IOException {
    if (code == null) {
      return null;
    }
    for (Verdict.Reason reason : Verdict.Reason.values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    throw new IOException("unknown reason '" + code + "' of a verdict: the bytes are damaged");
  }

  private static Verdict.State state(String code) throws IOException {
    for (Verdict.State state : Verdict.State.values()) {
      if (state.code().equals(code)) {
        return state;
      }
    }
    throw new IOException("unknown state '" + code + "' of a verdict: the bytes are damaged");
  }
}
