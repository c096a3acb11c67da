package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.stack.FlinkRest.TaskManager;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskFenceTest {

  private final List<TaskManager> registered = new ArrayList<>();
  private int killed;

  @Test
  void it_is_open_as_long_as_no_job_manager_died() throws IOException {
    assertThat(fence(Duration.ofHours(1)).isOpen()).isTrue();
  }

  @Test
  void jobs_wait_until_every_slot_is_free() throws IOException {
    TaskFence fence = fence(Duration.ofHours(1));
    fence.raise();

    assertThat(fence.isOpen()).as("no TaskManager has found the new JobManager").isFalse();
    registered.add(new TaskManager("one", 4, 3));
    assertThat(fence.isOpen()).as("a task is left").isFalse();
    registered.set(0, new TaskManager("one", 4, 4));
    assertThat(fence.isOpen()).isTrue();

    registered.set(0, new TaskManager("one", 4, 1));
    assertThat(fence.isOpen()).as("the new tasks are none of its business").isTrue();
    assertThat(killed).isZero();
  }

  @Test
  void a_task_manager_that_does_not_get_free_is_killed_once() throws IOException {
    TaskFence fence = fence(Duration.ZERO);
    registered.add(new TaskManager("one", 4, 3));
    fence.raise();

    assertThat(fence.isOpen()).isTrue();
    assertThat(fence.isOpen()).isTrue();
    assertThat(killed).isEqualTo(1);
  }

  @Test
  void another_death_raises_it_again() throws IOException {
    TaskFence fence = fence(Duration.ofHours(1));
    registered.add(new TaskManager("one", 4, 4));
    fence.raise();
    assertThat(fence.isOpen()).isTrue();

    registered.clear();
    fence.raise();
    assertThat(fence.isOpen()).isFalse();
  }

  private TaskFence fence(Duration patience) {
    return new TaskFence(() -> List.copyOf(registered), () -> killed++, patience);
  }
}
