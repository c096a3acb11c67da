package io.watchlake.lakehouse.flink;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.iceberg.io.WriteResult;

/**
 * Writes records to new files of a table. Not for use by several threads at once.
 *
 * @param <T> what becomes a row
 */
interface FileWriter<T> extends Closeable {

  /** Writes a record. */
  void write(T record) throws IOException;

  /** The files of the records so far, complete; the next ones go to others. */
  WriteResult complete() throws IOException;

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
