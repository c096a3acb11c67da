package io.watchlake.lakehouse.flink;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.WriteResult;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Writes records to new files of a table. Not for use by several threads at once.
 *
 * @param <T> what becomes a row
 */
interface FileWriter<T> extends Closeable {

  /**
   * Writes a record.
   *
   * @throws UncheckedIOException where the file cannot be written
   */
  void write(T record);

  /** The files of the records so far, complete; the next ones go to others. */
  WriteResult complete() throws IOException;

  /** How large a file of {@code table} becomes at most, about. */
  static long targetBytes(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  /** Makes the writers of a table, each in its task. */
  interface Factory<T> extends Serializable {

    /**
     * Makes a writer.
     *
     * @param task with {@code attempt} makes names of files that no other writer gives
     */
    FileWriter<T> create(int task, int attempt);
  }
}
