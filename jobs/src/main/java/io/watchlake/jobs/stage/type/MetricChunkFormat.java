package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.MetricChunk;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The bytes of a metric chunk; its series as version 1 of {@link SeriesFormat}. */
final class MetricChunkFormat implements Format<MetricChunk> {

  private static final long serialVersionUID = 1L;

  private static final SeriesFormat SERIES = new SeriesFormat();

  @Override
  public String name() {
    return "metric_chunk";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<MetricChunk> type() {
    return MetricChunk.class;
  }

  @Override
  public void write(MetricChunk value, DataOutputView out) throws IOException {
    Wire.writeString(value.topic(), out);
    out.writeInt(value.partition());
    out.writeLong(value.offsetFirst());
    out.writeLong(value.offsetLast());
    Wire.writeString(value.timeline(), out);
    SERIES.write(value.series(), out);
    out.writeLong(value.minuteUnixNano());
    Wire.writeLongs(value.times(), out);
    out.writeBoolean(value.isLong());
    Wire.writeLongs(value.bits(), out);
    out.writeBoolean(value.startTimes() != null);
    if (value.startTimes() != null) {
      Wire.writeLongs(value.startTimes(), out);
    }
    out.writeBoolean(value.flags() != null);
    if (value.flags() != null) {
      Wire.writeInts(value.flags(), out);
    }
    writeExemplars(value.exemplarsJson(), out);
  }

  // NullAway loses the annotations of a record's compact constructor across modules.
  @Override
  @SuppressWarnings("NullAway")
  public MetricChunk read(int version, DataInputView in) throws IOException {
    return new MetricChunk(
        Wire.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        Wire.readString(in),
        SERIES.read(1, in),
        in.readLong(),
        Wire.readLongs(in),
        in.readBoolean(),
        Wire.readLongs(in),
        in.readBoolean() ? Wire.readLongs(in) : null,
        in.readBoolean() ? Wire.readInts(in) : null,
        readExemplars(in));
  }

  private static void writeExemplars(@Nullable String @Nullable [] exemplars, DataOutputView out)
      throws IOException {
    out.writeBoolean(exemplars != null);
    if (exemplars != null) {
      Wire.writeLength(exemplars.length, out);
      for (String exemplar : exemplars) {
        Wire.writeNullableString(exemplar, out);
      }
    }
  }

  private static @Nullable String @Nullable [] readExemplars(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    @Nullable String[] exemplars = new @Nullable String[Wire.readLength(in)];
    for (int i = 0; i < exemplars.length; i++) {
      exemplars[i] = Wire.readNullableString(in);
    }
    return exemplars;
  }
}
