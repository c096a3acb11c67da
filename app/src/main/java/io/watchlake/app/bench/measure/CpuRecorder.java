package io.watchlake.app.bench.measure;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notes the CPU time of processes all the while, so that it can be asked afterwards what they had
 * used at a certain moment: a commit is known only after it was made.
 */
public final class CpuRecorder implements AutoCloseable {

  private static final long EVERY_MILLIS = 200;

  private final Map<Long, NavigableMap<Instant, Double>> notes = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cpu-recorder");
            thread.setDaemon(true);
            return thread;
          });

  /** Begins to note. */
  public static CpuRecorder of(long... pids) {
    CpuRecorder recorder = new CpuRecorder();
    for (long pid : pids) {
      recorder.notes.put(pid, new ConcurrentSkipListMap<>());
    }
    recorder.note();
    var unused =
        recorder.timer.scheduleAtFixedRate(
            recorder::note, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return recorder;
  }

  private CpuRecorder() {}

  private void note() {
    notes.forEach((pid, ofProcess) -> ofProcess.put(Instant.now(), ProcessUse.cpuSeconds(pid)));
  }

  /**
   * CPU seconds a process used between two moments, to the notes nearest after them.
   *
   * @throws IllegalArgumentException if the process is not noted
   */
  public double seconds(long pid, Instant from, Instant to) {
    NavigableMap<Instant, Double> ofProcess = notes.get(pid);
    if (ofProcess == null || ofProcess.isEmpty()) {
      throw new IllegalArgumentException("no notes of process " + pid);
    }
    return at(ofProcess, to) - at(ofProcess, from);
  }

  private static double at(NavigableMap<Instant, Double> ofProcess, Instant moment) {
    Map.Entry<Instant, Double> after = ofProcess.ceilingEntry(moment);
    return after == null ? ofProcess.lastEntry().getValue() : after.getValue();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
