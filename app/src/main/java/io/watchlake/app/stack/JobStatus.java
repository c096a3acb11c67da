package io.watchlake.app.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One job that the supervisor looks after.
 *
 * @param name the Flink job's name: {@code traces}, or {@code traces.<timeline>}
 * @param timeline the timeline it works on
 * @param wanted whether it should run; false after its timeline was stopped
 * @param flinkId the id of its newest run; null before the first
 * @param state Flink's word for what it does ({@code RUNNING}, {@code RESTARTING}, ...), {@code
 *     STOPPED} when it should not run, or {@code ABSENT} when Flink does not have it
 * @param checkpoint the last completed checkpoint of this run; null before the first
 * @param restarts how often it was submitted again since {@code up}
 * @param problem why it does not run; null when it does
 */
public record JobStatus(
    @JsonProperty("name") String name,
    @JsonProperty("timeline") String timeline,
    @JsonProperty("wanted") boolean wanted,
    @JsonProperty("flink_id") @Nullable String flinkId,
    @JsonProperty("state") String state,
    @JsonProperty("checkpoint") @Nullable Checkpoint checkpoint,
    @JsonProperty("restarts") int restarts,
    @JsonProperty("problem") @Nullable String problem) {

  /** Flink does not have the job, though it should run. */
  public static final String ABSENT = "ABSENT";

  /** The job should not run. */
  public static final String STOPPED = "STOPPED";

  public boolean running() {
    return state.equals("RUNNING");
  }

  /**
   * A completed checkpoint.
   *
   * @param id its number within the job's life, restarts included
   * @param completed when it was complete
   * @param bytes size of the state it wrote
   * @param path where it lies
   */
  public record Checkpoint(
      @JsonProperty("id") long id,
      @JsonProperty("completed") Instant completed,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("path") String path) {}
}
