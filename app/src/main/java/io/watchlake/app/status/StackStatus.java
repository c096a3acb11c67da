package io.watchlake.app.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stack is doing at one moment. Its JSON form (snake_case, times in ISO 8601 UTC) is what
 * {@code status --format json} and {@code /api/status} answer; names are only ever added to it.
 *
 * @param at when it was gathered
 * @param state all in one word
 * @param home the stack's home folder
 * @param problems what is wrong, a sentence each, the worst first; empty when healthy
 * @param timelines the names of the timelines known, live first
 * @param components the processes of the stack
 * @param jobs the Flink jobs
 * @param flows what came in and what became of it, per timeline and kind of telemetry
 * @param lag how far each consumer group is behind, per topic
 * @param tables the lakehouse tables, all timelines together
 * @param deadLetters records that became no row, per timeline, topic and reason
 * @param tooManySeries metrics that had more series than their limit lately, most first
 * @param ingest what the OTLP ingest counted since it started; null when it could not be asked
 * @param channels what became of notifications, a channel each, since the notifier started; empty
 *     where there is no notifier
 * @param unavailable the parts of this status that could not be gathered, and why
 */
public record StackStatus(
    Instant at,
    State state,
    String home,
    List<String> problems,
    List<String> timelines,
    List<Component> components,
    List<Job> jobs,
    List<Flow> flows,
    List<Lag> lag,
    List<TableFigures> tables,
    List<DeadLetters> deadLetters,
    List<TooManySeries> tooManySeries,
    @Nullable Ingest ingest,
    List<Channel> channels,
    List<Unavailable> unavailable) {

  /** All in one word; the code is what JSON shows. */
  public enum State {
    /** Every part answers and is well. */
    HEALTHY,
    /** Something is not as it should be; {@code problems} says what. */
    DEGRADED,
    /** No part of the stack is running. */
    DOWN;

    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A process of the stack.
   *
   * @param state what the supervisor calls it, such as {@code running}
   * @param pid null when it is not running
   * @param since when the state began
   * @param restarts how often the supervisor had to start it again
   * @param memoryBytes resident memory; null where the system does not tell
   * @param address where it is reached
   */
  public record Component(
      String name,
      String state,
      boolean healthy,
      @Nullable Long pid,
      Instant since,
      int restarts,
      @Nullable Long memoryBytes,
      String address) {}

  /**
   * A Flink job.
   *
   * @param state Flink's word, such as {@code RUNNING}; {@code STOPPED} for a job that should not
   *     run now, {@code ABSENT} for one that should and that Flink does not have
   * @param healthy whether it does what it should
   * @param jobId Flink's id, hex; null before its first run
   * @param restarts how often it was submitted again since the stack came up
   * @param problem why it does not run; null when it does, or should not
   * @param lastCheckpoint null until there is one
   */
  public record Job(
      String name,
      String timeline,
      String state,
      boolean healthy,
      @Nullable String jobId,
      int restarts,
      @Nullable String problem,
      @Nullable Checkpoint lastCheckpoint) {}

  /** A completed checkpoint. */
  public record Checkpoint(long id, Instant completedAt, long bytes) {}

  /**
   * What came in on a timeline, and what became of it.
   *
   * @param signal {@code spans}, {@code logs} or {@code metrics}
   * @param messages Kafka messages ever written to the topic; null when Kafka could not be asked
   * @param rows spans, log records or metric points in the lakehouse; null when it could not be
   *     asked
   * @param late metric points that came after their minute was final; 0 of spans and logs, which
   *     have no windows, and when the lakehouse could not be asked
   * @param deadLetters records that became dead letters; null when the lakehouse could not be asked
   * @param lag messages the telemetry job has not committed yet; null when Kafka could not be asked
   * @param newestAt the newest event time; null while there are no rows
   * @param freshnessMillis now less {@code newestAt}; null while there are no rows
   */
  public record Flow(
      String timeline,
      String signal,
      String topic,
      @Nullable Long messages,
      @Nullable Long rows,
      long late,
      @Nullable Long deadLetters,
      @Nullable Long lag,
      @Nullable Instant newestAt,
      @Nullable Long freshnessMillis) {}

  /** How far a consumer group is behind on a topic, in messages. */
  public record Lag(String group, String topic, String timeline, long lag) {}

  /**
   * A table of the lakehouse, all timelines together.
   *
   * @param lastCommitAt null while nothing was ever committed
   * @param commitAgeMillis now less {@code lastCommitAt}
   * @param mostFilesInAPartition files of the day partition that has most
   */
  public record TableFigures(
      String table,
      long rows,
      long files,
      long bytes,
      @Nullable Instant lastCommitAt,
      @Nullable Long commitAgeMillis,
      // The mapper would make most_files_in_apartition of it.
      @JsonProperty("most_files_in_a_partition") long mostFilesInAPartition) {}

  /** How many records became dead letters for one reason. */
  public record DeadLetters(String timeline, String topic, String reason, long records) {}

  /**
   * A metric with more series than its limit; what is beyond goes to its overflow series.
   *
   * @param label its label with the most values
   * @param series about how many series it had
   * @param lastAt when it had them last
   */
  public record TooManySeries(
      String timeline, String metric, String label, long series, Instant lastAt) {}

  /**
   * What the OTLP ingest counted since its process started.
   *
   * @param signals by {@code traces}, {@code metrics} and {@code logs}
   * @param refused requests refused as a whole, by reason; reasons that never happened are left out
   * @param requestsInFlight requests being worked on
   * @param bytesInFlight bytes held for them
   */
  public record Ingest(
      Map<String, IngestSignal> signals,
      Map<String, Long> refused,
      long requestsInFlight,
      long bytesInFlight) {}

  /**
   * What came in of one signal.
   *
   * @param requests requests answered with success
   * @param records records that Kafka acknowledged
   * @param bytes bytes of the Kafka messages they went in
   * @param rejected records rejected out of requests that were otherwise accepted
   */
  public record IngestSignal(long requests, long records, long bytes, long rejected) {}

  /**
   * What became of a channel's notifications since the notifier started.
   *
   * @param channel its name; {@code (stray)} for those that no channel takes on
   * @param type what kind of channel
   * @param sent messages that it took
   * @param dead messages that were given up
   * @param retries tries that are repeated
   * @param superseded old notifications that gave way to newer ones
   * @param repeats messages that were known to be sent
   * @param faults templates that could not be used, and recipients that were refused
   * @param waiting notifications that wait for their turn
   * @param lastSentAt null where nothing was sent
   * @param lastError null where there was none, or it is over
   * @param lastErrorAt null where there was none, or it is over
   */
  public record Channel(
      String channel,
      String type,
      long sent,
      long dead,
      long retries,
      long superseded,
      long repeats,
      long faults,
      long waiting,
      @Nullable Instant lastSentAt,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt) {}

  /** A part of the status that could not be gathered. */
  public record Unavailable(String part, String reason) {}

  /** Whether everything is as it should be: what the command's exit code tells. */
  @JsonIgnore
  public boolean healthy() {
    return state == State.HEALTHY;
  }
}
