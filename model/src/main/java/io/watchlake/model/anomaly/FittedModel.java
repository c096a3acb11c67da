package io.watchlake.model.anomaly;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A version of the model of a service, as it was fitted. Times are nanoseconds since the epoch,
 * UTC.
 *
 * @param service the service that it judges; names the model
 * @param version 1 for the first, one more each time
 * @param createdUnixNano when it was fitted
 * @param fromUnixNano where the training window begins
 * @param untilUnixNano where it ends, exclusive
 * @param vectors how many minutes of it the model was fitted on
 * @param signals the metrics that it looks at
 * @param fittedBy the library that fitted it, with its version
 * @param sha256 hash of the bytes, in lower-case hex
 * @param bytes the model; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // large values that are passed on; their hash is compared
public record FittedModel(
    String service,
    long version,
    long createdUnixNano,
    long fromUnixNano,
    long untilUnixNano,
    long vectors,
    List<String> signals,
    String fittedBy,
    String sha256,
    byte[] bytes) {

  public FittedModel {
    signals = List.copyOf(signals);
  }

  /** The hash of a model's bytes. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether the bytes are those that were fitted. */
  public boolean isWhole() {
    return sha256.equals(sha256(bytes));
  }

  /** Service and version, as anomalies name their model. */
  public String name() {
    return service + '@' + version;
  }
}
