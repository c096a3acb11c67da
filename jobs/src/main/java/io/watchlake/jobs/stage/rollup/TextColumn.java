package io.watchlake.jobs.stage.rollup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of texts, which few rows have: null as long as none has. */
final class TextColumn {

  private TextColumn() {}

  static @Nullable String get(@Nullable String @Nullable [] column, int row) {
    return column == null || row >= column.length ? null : column[row];
  }

  /** The column with a row's text in it; made or made longer where it has to be. */
  static @Nullable String @Nullable [] with(
      @Nullable String @Nullable [] column, int row, @Nullable String text, int capacity) {
    if (text == null) {
      return column;
    }
    @Nullable String[] result =
        column == null
            ? new @Nullable String[capacity]
            : row < column.length ? column : Arrays.copyOf(column, Math.max(row + 1, capacity));
    result[row] = text;
    return result;
  }

  /** How many there are, and each with its row before it. */
  static void write(DataOutput out, @Nullable String @Nullable [] column, int size)
      throws IOException {
    int count = 0;
    for (int row = 0; row < size; row++) {
      count += get(column, row) == null ? 0 : 1;
    }
    out.writeInt(count);
    for (int row = 0; row < size; row++) {
      String text = get(column, row);
      if (text != null) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(row);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    }
  }

  /** What {@link #write} wrote. */
  static @Nullable String @Nullable [] read(DataInput in, int size) throws IOException {
    @Nullable String @Nullable [] column = null;
    for (int count = ColumnReader.size(in); count > 0; count--) {
      int row = ColumnReader.size(in);
      if (row >= size) {
        throw new IOException("a text of a row that is not there: the bytes are damaged");
      }
      byte[] utf8 = new byte[ColumnReader.size(in)];
      in.readFully(utf8);
      column = with(column, row, new String(utf8, StandardCharsets.UTF_8), size);
    }
    return column;
  }
}
