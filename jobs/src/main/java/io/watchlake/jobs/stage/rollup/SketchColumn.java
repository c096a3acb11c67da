package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.sketch.ValueSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of sketches, which few rows have: null as long as none has. */
final class SketchColumn {

  private SketchColumn() {}

  static @Nullable ValueSketch get(@Nullable ValueSketch @Nullable [] column, int row) {
    return column == null || row >= column.length ? null : column[row];
  }

  /** The column with a row's sketch in it; made or made longer where it has to be. */
  static @Nullable ValueSketch @Nullable [] with(
      @Nullable ValueSketch @Nullable [] column,
      int row,
      @Nullable ValueSketch sketch,
      int capacity) {
    if (sketch == null) {
      return column;
    }
    @Nullable ValueSketch[] result =
        column == null
            ? new @Nullable ValueSketch[capacity]
            : row < column.length ? column : Arrays.copyOf(column, Math.max(row + 1, capacity));
    result[row] = sketch;
    return result;
  }

  /** How many there are, and each with its row before it. */
  static void write(DataOutput out, @Nullable ValueSketch @Nullable [] column, int size)
      throws IOException {
    int count = 0;
    for (int row = 0; row < size; row++) {
      count += get(column, row) == null ? 0 : 1;
    }
    out.writeInt(count);
    for (int row = 0; row < size; row++) {
      ValueSketch sketch = get(column, row);
      if (sketch != null) {
        byte[] bytes = sketch.bytes();
        out.writeInt(row);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException where a sketch is damaged
   */
  static @Nullable ValueSketch @Nullable [] read(DataInput in, int size) throws IOException {
    @Nullable ValueSketch @Nullable [] column = null;
    for (int count = ColumnReader.size(in); count > 0; count--) {
      int row = ColumnReader.size(in);
      if (row >= size) {
        throw new IOException("a sketch of a row that is not there: the bytes are damaged");
      }
      byte[] bytes = new byte[ColumnReader.size(in)];
      in.readFully(bytes);
      column = with(column, row, ValueSketch.of(bytes), size);
    }
    return column;
  }
}
