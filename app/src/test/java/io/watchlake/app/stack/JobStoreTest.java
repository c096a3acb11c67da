package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobStoreTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("jobs.json");
  }

  @Test
  void whatWasChangedIsThereAfterReopening() {
    JobStore store = JobStore.open(file);
    store.want("traces", "live");
    store.change("traces", job -> job.withRun("a1").withRun("b2").withSavepoint("/savepoint"));

    assertThat(JobStore.open(file).find("traces"))
        .hasValueSatisfying(
            job -> {
              assertThat(job.wanted()).isTrue();
              assertThat(job.runs()).containsExactly("a1", "b2");
              assertThat(job.currentRun()).isEqualTo("b2");
              assertThat(job.savepoint()).isEqualTo("/savepoint");
            });
  }

  @Test
  void wantingAStoppedJobAgainKeepsWhatItGoesOnFrom() {
    JobStore store = JobStore.open(file);
    store.want("logs.past", "past");
    store.change("logs.past", job -> job.withRun("a1").withSavepoint("/s").withWanted(false));

    store.want("logs.past", "past");

    assertThat(store.find("logs.past"))
        .contains(JobRecord.wanted("logs.past", "past").withRun("a1").withSavepoint("/s"));
  }

  @Test
  void aNewRunWithACheckpointOfItsOwnForgetsWhatWasBefore() {
    JobRecord job =
        JobRecord.wanted("traces", "live").withRun("a1").withRun("b2").withSavepoint("/s");

    assertThat(job.onlyCurrentRun()).isEqualTo(JobRecord.wanted("traces", "live").withRun("b2"));
  }

  @Test
  void aDamagedFileSaysWhatToDo() throws IOException {
    Files.writeString(file, "{\"format\": 1, \"jobs\": [");

    assertThatThrownBy(() -> JobStore.open(file))
        .isInstanceOf(StackException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Restore it");
  }

  @Test
  void aFileOfALaterVersionIsRefused() throws IOException {
    Files.writeString(file, "{\"format\": 2, \"jobs\": []}");

    assertThatThrownBy(() -> JobStore.open(file)).hasMessageContaining("format 2");
  }

  @Test
  void aCrashBetweenWritingAndReplacingLeavesTheOldFile() throws IOException {
    JobStore store = JobStore.open(file);
    store.want("traces", "live");
    Files.writeString(folder.resolve("jobs.json.new"), "half a file");

    assertThat(JobStore.open(file).all()).hasSize(1);
  }
}
