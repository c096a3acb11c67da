package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProcessIdTest {

  @Test
  void thisProcessIsAlive() {
    assertThat(ProcessId.current().isAlive()).isTrue();
  }

  @Test
  void anotherProcessThatWasGivenTheSameIdIsNotTaken() {
    ProcessId earlier =
        new ProcessId(ProcessHandle.current().pid(), Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(earlier.isAlive()).isFalse();
  }
}
