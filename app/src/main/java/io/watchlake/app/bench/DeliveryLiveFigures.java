package io.watchlake.app.bench;

import java.util.Map;

/**
 * How soon the job {@code delivery} says what follows from an event. Its JSON is the command's
 * answer.
 *
 * @param events deployments that were sent
 * @param services that they are of
 * @param eventsPerSecond how fast
 * @param seconds for how long
 * @param latencyP50Seconds from Kafka's acknowledgement of a deployment to the overall figure that
 *     counts it, as a reader of the topic gets it: the median
 * @param latencyP99Seconds the same, of the slowest hundredth
 * @param latencyMaxSeconds the same, of the slowest
 * @param versions of what was measured on, by name
 * @param verified whether each deployment was counted; a run in which one was not fails
 */
record DeliveryLiveFigures(
    long events,
    int services,
    int eventsPerSecond,
    double seconds,
    double latencyP50Seconds,
    double latencyP99Seconds,
    double latencyMaxSeconds,
    Map<String, String> versions,
    boolean verified) {}
