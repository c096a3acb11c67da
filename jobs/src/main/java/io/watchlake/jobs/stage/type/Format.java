package io.watchlake.jobs.stage.type;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How values of one immutable type become bytes. Stateless. Every version ever written stays
 * readable: a change of the bytes is a new version, and {@link #read} keeps the branch of the old.
 */
interface Format<T> extends Serializable {

  /** The stable name that savepoints know this format by. */
  String name();

  /** The version that {@link #write} writes, 1 to 255. */
  int version();

  Class<T> type();

  /** Whether values never change. */
  default boolean isImmutable() {
    return true;
  }

  /** A value that changes apart from the given one; the same where values never change. */
  default T copy(T value) {
    return value;
  }

  /** Writes a value, its version byte left out. */
  void write(T value, DataOutputView out) throws IOException;

  /**
   * Reads what {@link #write} of {@code version} wrote.
   *
   * @param version 1 to {@link #version()}
   */
  T read(int version, DataInputView in) throws IOException;
}
