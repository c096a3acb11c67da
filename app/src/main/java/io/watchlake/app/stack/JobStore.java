package io.watchlake.app.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The jobs that should run and what they go on from, in {@code HOME/state/jobs.json}.
 *
 * <p>Every change is on disk before the method returns, whole or not at all: a run is recorded
 * before it is submitted, so that no checkpoint of it can be overlooked later. Safe for use by
 * several threads.
 */
final class JobStore {

  private static final int FORMAT = 1;

  private final Path file;
  private final Map<String, JobRecord> jobs = new TreeMap<>();

  private JobStore(Path file) {
    this.file = file;
  }

  /**
   * Reads the file; a missing one is an empty store.
   *
   * @throws StackException if it cannot be read or was written by a later version
   */
  static JobStore open(Path file) {
    JobStore store = new JobStore(file);
    if (Files.exists(file)) {
      try {
        Content content = Json.read(file, Content.class);
        if (content.format() != FORMAT) {
          throw new StackException(
              file
                  + " has format "
                  + content.format()
                  + ", this version knows format "
                  + FORMAT
                  + " only: use the version that wrote it");
        }
        content.jobs().forEach(job -> store.jobs.put(job.name(), job));
      } catch (IOException failure) {
        throw new StackException(
            file
                + " cannot be read ("
                + failure.getMessage()
                + "): without it the jobs do not know what to go on from. Restore it, or move it"
                + " away to let them begin at Kafka's oldest records",
            failure);
      }
    }
    return store;
  }

  synchronized List<JobRecord> all() {
    return new ArrayList<>(jobs.values());
  }

  synchronized Optional<JobRecord> find(String name) {
    return Optional.ofNullable(jobs.get(name));
  }

  /** Adds a job, or wants it again when it is known already. */
  synchronized void want(String name, String timeline) {
    JobRecord known = jobs.get(name);
    put(known == null ? JobRecord.wanted(name, timeline) : known.withWanted(true));
  }

  /** Changes a known job; an unknown one stays unknown. */
  synchronized void change(String name, UnaryOperator<JobRecord> change) {
    JobRecord known = jobs.get(name);
    if (known != null) {
      put(change.apply(known));
    }
  }

  private void put(JobRecord job) {
    jobs.put(job.name(), job);
    List<JobRecord> sorted = new ArrayList<>(jobs.values());
    sorted.sort(Comparator.comparing(JobRecord::name));
    try {
      Json.writeAtomically(file, new Content(FORMAT, sorted));
    } catch (IOException failure) {
      throw new StackException("cannot write " + file + ": " + failure.getMessage(), failure);
    }
  }

  private record Content(
      @JsonProperty("format") int format, @JsonProperty("jobs") List<JobRecord> jobs) {}
}
