package io.watchlake.app.bench;

import java.util.Map;

/**
 * What live input of a steady rate comes to. Its JSON is the command's answer.
 *
 * @param series how many series were sent side by side
 * @param points how many points were sent
 * @param seconds for how long
 * @param pointsPerSecond the rate that was kept
 * @param freshnessP50Seconds from a message's arrival in Kafka until SQL sees its points, the
 *     median over messages
 * @param freshnessP99Seconds the same, of the slowest hundredth
 * @param cpuSecondsPerMillionPoints of TaskManager and JobManager, from the first point to the last
 *     commit
 * @param brokerCpuSecondsPerMillionPoints of the Kafka broker in the same time
 * @param bytesPerPointBefore bytes of the data files with raw points, a point, as written
 * @param bytesPerPointAfter the same after {@code maintain}
 * @param filesBefore data files as written
 * @param filesAfter data files after {@code maintain}
 * @param peakMemoryMb the most memory that TaskManager and JobManager held, MiB, added up
 * @param checkpoints how many checkpoints committed points
 * @param versions of what was measured on, by name
 * @param verified whether every point sent was committed once; a run that was not fails
 */
record LiveFigures(
    int series,
    long points,
    double seconds,
    double pointsPerSecond,
    double freshnessP50Seconds,
    double freshnessP99Seconds,
    double cpuSecondsPerMillionPoints,
    double brokerCpuSecondsPerMillionPoints,
    double bytesPerPointBefore,
    double bytesPerPointAfter,
    long filesBefore,
    long filesAfter,
    double peakMemoryMb,
    int checkpoints,
    Map<String, String> versions,
    boolean verified) {}
