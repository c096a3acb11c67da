package io.watchlake.app.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a job between runs.
 *
 * @param name the Flink job's name
 * @param timeline the timeline it works on
 * @param wanted whether it should run
 * @param runs Flink ids of its runs whose checkpoints may still be needed, the newest last
 * @param savepoint folder of the savepoint it was stopped with; null when it was not, or when a
 *     later run no longer needs it
 */
record JobRecord(
    @JsonProperty("name") String name,
    @JsonProperty("timeline") String timeline,
    @JsonProperty("wanted") boolean wanted,
    @JsonProperty("runs") List<String> runs,
    @JsonProperty("savepoint") @Nullable String savepoint) {

  JobRecord {
    runs = List.copyOf(runs);
  }

  static JobRecord wanted(String name, String timeline) {
    return new JobRecord(name, timeline, true, List.of(), null);
  }

  @JsonIgnore
  @Nullable String currentRun() {
    return runs.isEmpty() ? null : runs.get(runs.size() - 1);
  }

  JobRecord withWanted(boolean changed) {
    return new JobRecord(name, timeline, changed, runs, savepoint);
  }

  JobRecord withRun(String id) {
    List<String> longer = new ArrayList<>(runs);
    longer.add(id);
    return new JobRecord(name, timeline, wanted, longer, savepoint);
  }

  /** Forgets a run that Flink never took. */
  JobRecord withoutRun(String id) {
    return new JobRecord(
        name, timeline, wanted, runs.stream().filter(run -> !run.equals(id)).toList(), savepoint);
  }

  JobRecord withSavepoint(@Nullable String path) {
    return new JobRecord(name, timeline, wanted, runs, path);
  }

  /** Forgets every run but the newest, and the savepoint before it. */
  JobRecord onlyCurrentRun() {
    return new JobRecord(
        name, timeline, wanted, runs.subList(Math.max(0, runs.size() - 1), runs.size()), null);
  }
}
