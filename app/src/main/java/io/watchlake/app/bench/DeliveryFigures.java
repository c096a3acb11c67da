package io.watchlake.app.bench;

import java.util.Map;

/**
 * What the batch form of the job {@code delivery} takes. Its JSON is the command's answer.
 *
 * @param events in the files
 * @param services that they are of
 * @param figures that came out: months, 28 days and overall of each service
 * @param seconds from the graph's making to the last figure; making the files is not part of it
 * @param eventsPerSecond the events by that time
 * @param cpuSecondsPerMillionEvents of the whole process, its start included
 * @param peakMemoryMb the most memory that the process held, MiB
 * @param heapMb the heap that it was given, MiB
 * @param parallelism threads of each stage
 * @param inputBytes size of the files, compressed
 * @param versions of what was measured on, by name
 * @param verified whether every deployment, change, failure and end of an incident is in the
 *     figures; a run that was not fails
 */
record DeliveryFigures(
    long events,
    long services,
    long figures,
    double seconds,
    double eventsPerSecond,
    double cpuSecondsPerMillionEvents,
    double peakMemoryMb,
    int heapMb,
    int parallelism,
    long inputBytes,
    Map<String, String> versions,
    boolean verified) {}
