package io.watchlake.connectors.prometheus.codec;

/**
 * How many things one request may hold, so that a few bytes cannot become objects without end.
 * Senders batch some thousands of samples; this is far above.
 */
final class Budget {

  /** Samples, histograms and exemplars: no more than a Kafka message may hold. */
  private static final int MAX_RECORDS = 1_000_000;

  /** Labels, symbols, series, metadata and buckets, all together. */
  private static final int MAX_PARTS = 4_000_000;

  private int records;
  private int parts;

  void record() throws RemoteWriteException {
    if (++records > MAX_RECORDS) {
      throw RemoteWriteException.tooLarge(
          "more than " + MAX_RECORDS + " samples in one request; send less at once");
    }
  }

  void parts(int more) throws RemoteWriteException {
    if (more > MAX_PARTS - parts) {
      throw RemoteWriteException.tooLarge(
          "more than "
              + MAX_PARTS
              + " labels and buckets in one request; send fewer series at once");
    }
    parts += more;
  }
}
