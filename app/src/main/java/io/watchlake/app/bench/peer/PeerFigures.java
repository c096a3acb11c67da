package io.watchlake.app.bench.peer;

/**
 * What a peer took for a workload, ingest only.
 *
 * @param points how many it was sent
 * @param cpuSecondsPerMillionPoints in the second half of the points, when every series is known
 * @param cpuSecondsPerMillionPointsWhole over all points
 * @param pointsPerSecond over all points, sent one request after the other
 * @param bytesPerPoint on its disk at the end
 * @param peakMemoryMb the most memory it held, MiB
 */
public record PeerFigures(
    long points,
    double cpuSecondsPerMillionPoints,
    double cpuSecondsPerMillionPointsWhole,
    double pointsPerSecond,
    double bytesPerPoint,
    double peakMemoryMb) {}
