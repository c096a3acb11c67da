package io.watchlake.app.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told apart from a later one that was given the same id.
 *
 * @param pid the system's id
 * @param started when it started, as the system says
 */
record ProcessId(@JsonProperty("pid") long pid, @JsonProperty("started") Instant started) {

  /** Start times are computed from the boot time, which moves a little when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static ProcessId of(ProcessHandle process) {
    return new ProcessId(
        process.pid(), process.info().startInstant().orElseGet(() -> Instant.EPOCH));
  }

  static ProcessId current() {
    return of(ProcessHandle.current());
  }

  /** The process, if it is still the same one and alive. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  boolean isAlive() {
    return find().isPresent();
  }

  private boolean isSame(ProcessHandle process) {
    Instant actual = process.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(started, actual).abs().compareTo(TOLERANCE) <= 0;
  }
}
