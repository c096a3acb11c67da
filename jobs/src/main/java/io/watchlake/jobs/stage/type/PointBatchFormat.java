package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a batch of points, with the series it speaks of as version 1 of {@link
 * SeriesFormat}; a batch that is read has a table of its own. Used where operators are not chained;
 * never in state.
 */
final class PointBatchFormat implements Format<PointBatch> {

  private static final long serialVersionUID = 1L;

  private static final SeriesFormat SERIES = new SeriesFormat();

  @Override
  public String name() {
    return "point_batch";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<PointBatch> type() {
    return PointBatch.class;
  }

  @Override
  public void write(PointBatch value, DataOutputView out) throws IOException {
    Wire.writeString(value.topic(), out);
    out.writeInt(value.partition());
    out.writeLong(value.offset());
    Wire.writeString(value.timeline(), out);
    Wire.writeLength(value.size(), out);
    int[] numbers = new int[value.table().size()];
    Arrays.fill(numbers, -1);
    int known = 0;
    for (int i = 0; i < value.size(); i++) {
      int series = value.series(i);
      boolean first = numbers[series] < 0;
      numbers[series] = first ? known++ : numbers[series];
      Wire.writeLength(numbers[series], out);
      if (first) {
        SERIES.write(value.table().get(series), out);
      }
      out.writeInt(value.place(i));
      out.writeLong(value.timeUnixNano(i));
      out.writeLong(value.startUnixNano(i));
      out.writeBoolean(value.isLong(i));
      out.writeLong(value.bits(i));
      out.writeInt(value.flags(i));
      Wire.writeNullableString(value.exemplarsJson(i), out);
    }
  }

  @Override
  public PointBatch read(int version, DataInputView in) throws IOException {
    SeriesTable table = new SeriesTable();
    String topic = Wire.readString(in);
    int partition = in.readInt();
    long offset = in.readLong();
    String timeline = Wire.readString(in);
    int size = Wire.readLength(in);
    PointBatch batch = new PointBatch(table, topic, partition, offset, timeline, 16);
    for (int i = 0; i < size; i++) {
      int series = Wire.readLength(in);
      if (series == table.size()) {
        Series added = SERIES.read(1, in);
        table.add(added);
      } else if (series > table.size()) {
        throw new IOException("a batch of points speaks of a series it does not hold");
      }
      batch.add(
          series,
          in.readInt(),
          in.readLong(),
          in.readLong(),
          in.readBoolean(),
          in.readLong(),
          in.readInt());
      @Nullable String exemplars = Wire.readNullableString(in);
      batch.exemplars(exemplars);
    }
    return batch;
  }
}
