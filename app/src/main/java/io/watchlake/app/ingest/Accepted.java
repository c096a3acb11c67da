package io.watchlake.app.ingest;

import io.watchlake.connectors.otlp.codec.OtlpSplitter;
import java.util.List;

/**
 * A request that Kafka took, wholly or but for some records.
 *
 * @param records records that Kafka acknowledged
 * @param bytes bytes of the messages they went in
 * @param rejected records that were not taken and must not be sent again
 * @param message why some were rejected; empty when none was
 * @param awaitsMore whether some were rejected only because Kafka did not take them in time
 * @param parts the messages that Kafka acknowledged
 * @param origins where the records went
 */
record Accepted(
    long records,
    long bytes,
    long rejected,
    String message,
    boolean awaitsMore,
    List<OtlpSplitter.Part> parts,
    List<OffsetRange> origins) {

  /** The same, with {@code more} records that were too large to be sent at all. */
  Accepted alsoTooLarge(long more) {
    if (more == 0) {
      return this;
    }
    String why = more + " larger than a Kafka message may be";
    return new Accepted(
        records,
        bytes,
        rejected + more,
        message.isEmpty() ? why : message + "; " + why,
        awaitsMore,
        parts,
        origins);
  }
}
