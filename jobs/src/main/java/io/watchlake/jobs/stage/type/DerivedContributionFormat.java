package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of a contribution; its member as version 1 of {@link DerivedMemberFormat}. */
final class DerivedContributionFormat implements Format<Contribution> {

  private static final long serialVersionUID = 1L;

  private static final DerivedMemberFormat MEMBER = new DerivedMemberFormat();

  @Override
  public String name() {
    return "derived_contribution";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Contribution> type() {
    return Contribution.class;
  }

  @Override
  public void write(Contribution value, DataOutputView out) throws IOException {
    Wire.writeString(value.group(), out);
    out.writeLong(value.series());
    MEMBER.write(value.member(), out);
  }

  @Override
  public Contribution read(int version, DataInputView in) throws IOException {
    return new Contribution(Wire.readString(in), in.readLong(), MEMBER.read(1, in));
  }
}
