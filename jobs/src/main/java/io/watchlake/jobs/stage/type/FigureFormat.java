package io.watchlake.jobs.stage.type;

import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of the delivery figures of a period. */
final class FigureFormat implements Format<Figure> {

  private static final long serialVersionUID = 1L;

  private static final int WITHOUT_STAGES = 1;
  private static final int WITHOUT_SCOPE = 2;

  @Override
  public String name() {
    return "delivery_figure";
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public Class<Figure> type() {
    return Figure.class;
  }

  @Override
  public void write(Figure value, DataOutputView out) throws IOException {
    Wire.writeString(value.service(), out);
    Wire.writeString(value.timeline(), out);
    Wire.writeString(value.period().code(), out);
    out.writeLong(value.startUnixNano());
    out.writeLong(value.endUnixNano());
    Wire.writeString(value.definition(), out);
    out.writeLong(value.deployments());
    out.writeDouble(value.deploymentsPerDay());
    out.writeLong(value.deploymentDays());
    out.writeLong(value.changesDeployed());
    Wire.writeNullableDouble(value.leadTimeMedianS(), out);
    Wire.writeNullableDouble(value.leadTimeP75S(), out);
    Wire.writeNullableDouble(value.leadTimeP90S(), out);
    out.writeLong(value.failedDeployments());
    out.writeLong(value.pendingDeployments());
    Wire.writeNullableDouble(value.changeFailureRate(), out);
    Wire.writeNullableDouble(value.reworkRate(), out);
    out.writeLong(value.incidentsDetected());
    out.writeLong(value.incidentsResolved());
    out.writeLong(value.incidentsOpen());
    out.writeLong(value.incidentsUnattributed());
    Wire.writeNullableDouble(value.timeToRestoreMedianS(), out);
    Wire.writeNullableDouble(value.impactToRestoreMedianS(), out);
    Wire.writeNullableDouble(value.failedDeploymentRecoveryMedianS(), out);
    out.writeBoolean(value.isFinal());
    Wire.writeString(value.inputDigest(), out);
    out.writeLong(value.revision());
    write(value.stages(), out);
    Wire.writeNullableString(value.scope().environment(), out);
    Wire.writeNullableString(value.scope().region(), out);
    Wire.writeString(value.basis().definitionDigest(), out);
    Wire.writeString(value.basis().snapshot(), out);
  }

  @Override
  public Figure read(int version, DataInputView in) throws IOException {
    return new Figure(
        Wire.readString(in),
        Wire.readString(in),
        PeriodKind.ofCode(Wire.readString(in)),
        in.readLong(),
        in.readLong(),
        Wire.readString(in),
        in.readLong(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        in.readLong(),
        in.readLong(),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        in.readBoolean(),
        Wire.readString(in),
        in.readLong(),
        version == WITHOUT_STAGES ? LeadStages.NONE : stages(in),
        version <= WITHOUT_SCOPE
            ? FigureScope.TOTAL
            : new FigureScope(Wire.readNullableString(in), Wire.readNullableString(in)),
        version <= WITHOUT_SCOPE
            ? FigureBasis.NOT_TOLD
            : new FigureBasis(Wire.readString(in), Wire.readString(in)));
  }

  private static void write(LeadStages value, DataOutputView out) throws IOException {
    out.writeLong(value.pullRequests());
    Wire.writeNullableDouble(value.codingMedianS(), out);
    Wire.writeNullableDouble(value.reviewMedianS(), out);
    Wire.writeNullableDouble(value.mergeMedianS(), out);
    Wire.writeNullableDouble(value.deployMedianS(), out);
    Wire.writeNullableDouble(value.cycleMedianS(), out);
  }

  private static LeadStages stages(DataInputView in) throws IOException {
    return new LeadStages(
        in.readLong(),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in),
        Wire.readNullableDouble(in));
  }
}
