package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.compute.derive.calc.Member;
import io.watchlake.jobs.stage.compute.derive.calc.Member.Part;
import io.watchlake.jobs.stage.compute.derive.calc.Observations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what a series gives to a derived metric. */
final class DerivedMemberFormat implements Format<Member> {

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "derived_member";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Member> type() {
    return Member.class;
  }

  @Override
  public void write(Member value, DataOutputView out) throws IOException {
    out.writeInt(value.revision());
    Wire.writeLength(value.parts().size(), out);
    for (Part part : value.parts()) {
      out.writeLong(Double.doubleToRawLongBits(part.value()));
      Observations observations = part.observations();
      // 0 for none; the codes of forms begin at 1.
      out.writeByte(observations == null ? 0 : observations.form().code());
      if (observations != null) {
        out.writeLong(Double.doubleToRawLongBits(observations.count()));
        out.writeLong(Double.doubleToRawLongBits(observations.sum()));
        Wire.writeDoubles(observations.lower(), out);
        Wire.writeDoubles(observations.upper(), out);
        Wire.writeDoubles(observations.counts(), out);
      }
    }
  }

  @Override
  public Member read(int version, DataInputView in) throws IOException {
    int revision = in.readInt();
    int size = Wire.readLength(in);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      parts.add(part(in));
    }
    return new Member(revision, parts);
  }

  private static Part part(DataInputView in) throws IOException {
    double value = Double.longBitsToDouble(in.readLong());
    int form = in.readUnsignedByte();
    if (form == 0) {
      return new Part(value, null);
    }
    return new Part(
        value,
        new Observations(
            form(form),
            Double.longBitsToDouble(in.readLong()),
            Double.longBitsToDouble(in.readLong()),
            Wire.readDoubles(in),
            Wire.readDoubles(in),
            Wire.readDoubles(in)));
  }

  private static Observations.Form form(int code) throws IOException {
    try {
      return Observations.Form.ofCode(code);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + ": the bytes are damaged", e);
    }
  }
}
