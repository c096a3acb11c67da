package io.watchlake.jobs.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.maintenance.MaintenanceLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs and one lock; the clock is the test's, and renewing is done where the test says so. */
class LockHolderTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path home;
  private CatalogOptions catalog;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @BeforeEach
  void makeCatalog() {
    catalog = Graphs.catalog(home);
  }

  @Test
  void aJobThatWasKilledBlocksTheNextForAMinuteAtMost() {
    LockHolder killed = holder("killed");
    try (LockHolder next = holder("next")) {
      assertThat(killed.tryHold()).isTrue();
      now = now.plus(LockHolder.HOLD).minus(SECOND);
      assertThat(next.tryHold()).isFalse();
      now = now.plus(SECOND).plus(SECOND);
      assertThat(next.tryHold()).isTrue();
    }
  }

  @Test
  void aJobThatRunsKeepsTheLockHoweverLongARoundTakes() {
    try (LockHolder busy = holder("busy");
        LockHolder next = holder("next")) {
      assertThat(busy.tryHold()).isTrue();
      for (int minutes = 0; minutes < 60; minutes++) {
        now = now.plus(LockHolder.HOLD).minus(SECOND);
        busy.renew();
        assertThat(next.tryHold()).isFalse();
      }
    }
  }

  @Test
  void whatWasNeverHeldIsNotRenewed() {
    try (LockHolder busy = holder("busy");
        LockHolder next = holder("next")) {
      assertThat(busy.tryHold()).isTrue();
      assertThat(next.tryHold()).isFalse();
      now = now.plus(LockHolder.HOLD).plus(SECOND);
      next.renew();
      assertThat(busy.tryHold()).isTrue();
    }
  }

  @Test
  void theRestartedTasksOfAJobHaveTheirOwnLock() {
    LockHolder before = holder("job");
    assertThat(before.tryHold()).isTrue();
    try (LockHolder after = holder("job")) {
      assertThat(after.tryHold()).isTrue();
    }
  }

  @Test
  void closingGivesTheLockBackAtOnce() {
    LockHolder first = holder("first");
    assertThat(first.tryHold()).isTrue();
    first.close();
    try (LockHolder next = holder("next")) {
      assertThat(next.tryHold()).isTrue();
      first.renew();
      assertThat(next.tryHold()).isTrue();
    }
  }

  private LockHolder holder(String owner) {
    return new LockHolder(new MaintenanceLock(catalog, owner), () -> now);
  }
}
