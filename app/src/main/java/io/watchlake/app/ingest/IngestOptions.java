package io.watchlake.app.ingest;

import java.time.Duration;

/**
 * What the ingest is told.
 *
 * @param kafka Kafka's bootstrap servers
 * @param maxBodyBytes largest request body as sent, compressed or not
 * @param maxRequestBytes largest request after decompression
 * @param maxInFlightBytes bytes of requests held at any time, from their arrival until Kafka's
 *     acknowledgement; at the limit senders are asked to come again
 * @param deliveryTimeout how long Kafka may be away before a request that waits for it is given up;
 *     longer than a broker takes to restart
 */
public record IngestOptions(
    String kafka,
    int maxBodyBytes,
    int maxRequestBytes,
    long maxInFlightBytes,
    Duration deliveryTimeout) {

  private static final int MIB = 1024 * 1024;

  public IngestOptions {
    if (kafka.isBlank()) {
      throw new IllegalArgumentException("kafka: the bootstrap servers are missing");
    }
    if (maxBodyBytes <= 0 || maxRequestBytes < maxBodyBytes || maxInFlightBytes < maxRequestBytes) {
      throw new IllegalArgumentException(
          "limits must grow from body to request to bytes in flight: "
              + maxBodyBytes
              + ", "
              + maxRequestBytes
              + ", "
              + maxInFlightBytes);
    }
    if (deliveryTimeout.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException(
          "deliveryTimeout must be 5 seconds at least, not " + deliveryTimeout);
    }
  }

  /**
   * The defaults: bodies to 16 MiB, requests to 32 MiB, 64 MiB in flight, two minutes for Kafka.
   *
   * @param kafka Kafka's bootstrap servers
   */
  public static IngestOptions of(String kafka) {
    return new IngestOptions(kafka, 16 * MIB, 32 * MIB, 64L * MIB, Duration.ofMinutes(2));
  }
}
