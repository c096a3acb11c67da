package io.watchlake.app.bench;

import java.util.Map;

/**
 * What watching many series comes to. Its JSON is the command's answer.
 *
 * @param profile of the detectors
 * @param state where the job kept them
 * @param series how many were watched
 * @param learned how many windows of each were learned before it was measured
 * @param seconds for how long it was measured
 * @param windowsPerSecond how many came in a second
 * @param behindSeconds how long after it was sent the last window was judged and in a checkpoint
 * @param cpuCores cores that TaskManager and JobManager kept busy
 * @param microsPerWindow CPU time of a window, microseconds
 * @param checkpoints how many were completed while it was measured
 * @param checkpointP50Seconds how long one took from its trigger to its end, the median
 * @param checkpointMaxSeconds the longest
 * @param checkpointMb the last one's state, MiB
 * @param bytesPerSeries the last one's state, a series
 * @param peakMemoryMb the most memory that TaskManager and JobManager held, MiB, added up
 * @param versions of what was measured on, by name
 * @param verified whether every window sent was read by the job
 */
record AnomaliesFigures(
    String profile,
    String state,
    int series,
    int learned,
    double seconds,
    double windowsPerSecond,
    double behindSeconds,
    double cpuCores,
    double microsPerWindow,
    int checkpoints,
    double checkpointP50Seconds,
    double checkpointMaxSeconds,
    double checkpointMb,
    double bytesPerSeries,
    double peakMemoryMb,
    Map<String, String> versions,
    boolean verified) {}
