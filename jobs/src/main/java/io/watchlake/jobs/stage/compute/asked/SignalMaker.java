package io.watchlake.jobs.stage.compute.asked;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What a value is as a signal, to rules that ask for signals of its kind. Stateless. */
public interface SignalMaker<T> extends Serializable {

  /** The kind that a value would be a signal of; null where it would be none. */
  @Nullable SignalKind kind(T value);

  /**
   * The signal that a value is; the same whenever it is made of the same value.
   *
   * @param value one that {@link #kind} has a kind for
   * @param nowMillis how far time has come, milliseconds since the epoch
   * @return null where it is none, such as where it is history
   */
  @Nullable Signal of(T value, long nowMillis);
}
