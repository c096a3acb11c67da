package io.watchlake.app.bench.floor;

/**
 * What the floor took for a workload.
 *
 * @param cpuSecondsPerMillionPoints of its process, start and JIT compilation included
 * @param pointsPerSecond from its first message to its last commit
 * @param points that it committed
 * @param bytesPerPoint bytes of the data files with raw points, a point
 * @param commits how often it committed
 */
public record FloorFigures(
    double cpuSecondsPerMillionPoints,
    double pointsPerSecond,
    long points,
    double bytesPerPoint,
    int commits) {}
