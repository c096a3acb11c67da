package io.watchlake.app.bench;

import io.watchlake.app.bench.floor.FloorFigures;
import io.watchlake.app.bench.peer.PeerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the job {@code metrics} took for a workload. Its JSON is the command's answer.
 *
 * @param series how many series were sent side by side
 * @param seriesSent how many different ones in all, those that replaced others included
 * @param points how many points were sent
 * @param pointsPerSecond from the job's running to the last commit
 * @param seconds that time
 * @param cpuSecondsPerMillionPoints of TaskManager and JobManager, from the job's submission to its
 *     last commit: starting, class loading and JIT compilation included
 * @param brokerCpuSecondsPerMillionPoints of the Kafka broker in the same time
 * @param bytesPerPoint bytes of the data files with raw points, a point
 * @param lakeBytesPerPoint bytes of all files of the lakehouse, metadata included, a point
 * @param topicBytesPerPoint bytes of the input before compression, a point
 * @param peakMemoryMb the most memory that TaskManager and JobManager held, MiB, added up
 * @param checkpoints how many checkpoints committed points
 * @param rollupRows rows of 1 min and 1 h rollups, by table
 * @param floorRatio our CPU a point, divided by that of the same work without Flink
 * @param prometheusRatio our CPU a point, divided by Prometheus' in its second half; null where it
 *     is not installed
 * @param victoriametricsRatio the same of VictoriaMetrics
 * @param secondHalf what the job took once half of the points were committed; null where they were
 *     committed all at once
 * @param floor what the same work took without Flink; null where it was left out
 * @param peers what the peers took, by name
 * @param versions of what was measured and on what, by name
 * @param remarks why the figures are not to be quoted, each a sentence; empty where they are
 * @param verified whether every point sent was committed once; a run that was not fails
 */
record MetricsFigures(
    int series,
    long seriesSent,
    long points,
    double pointsPerSecond,
    double seconds,
    double cpuSecondsPerMillionPoints,
    double brokerCpuSecondsPerMillionPoints,
    double bytesPerPoint,
    double lakeBytesPerPoint,
    double topicBytesPerPoint,
    double peakMemoryMb,
    int checkpoints,
    Map<String, Long> rollupRows,
    @Nullable Double floorRatio,
    @Nullable Double prometheusRatio,
    @Nullable Double victoriametricsRatio,
    @Nullable SecondHalf secondHalf,
    @Nullable FloorFigures floor,
    Map<String, PeerFigures> peers,
    Map<String, String> versions,
    List<String> remarks,
    boolean verified) {

  /**
   * What the job took when it knew all series and its code was compiled, as peers are measured.
   *
   * @param cpuSecondsPerMillionPoints of TaskManager and JobManager
   * @param pointsPerSecond how fast it was
   * @param prometheusRatio our CPU a point, divided by Prometheus', of the second half both
   * @param victoriametricsRatio the same of VictoriaMetrics
   */
  record SecondHalf(
      double cpuSecondsPerMillionPoints,
      double pointsPerSecond,
      @Nullable Double prometheusRatio,
      @Nullable Double victoriametricsRatio) {}

  private static final long ENOUGH_POINTS = 100_000_000;
  private static final int ENOUGH_CHECKPOINTS = 10;

  /** Why figures of so many points in so many checkpoints are not to be quoted; empty: they are. */
  static List<String> remarks(long points, int checkpoints) {
    List<String> remarks = new ArrayList<>();
    if (points < ENOUGH_POINTS) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d points, fewer than %,d: starting and compiling are much of the CPU",
              points,
              ENOUGH_POINTS));
    }
    if (checkpoints < ENOUGH_CHECKPOINTS) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%d checkpoints with points, fewer than %d: give more --points",
              checkpoints,
              ENOUGH_CHECKPOINTS));
    }
    return remarks;
  }
}
