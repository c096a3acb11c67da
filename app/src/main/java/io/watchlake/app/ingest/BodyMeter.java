package io.watchlake.app.ingest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.RequestHeaders;

/** Counts a body while it comes in, so that no length given by the sender need be believed. */
final class BodyMeter {

  private final IngestOptions options;
  private final InFlight.Lease lease;
  private long length;

  /**
   * A meter for one body.
   *
   * @param lease takes the bytes of the body as they come
   */
  BodyMeter(IngestOptions options, InFlight.Lease lease) {
    this.options = options;
    this.lease = lease;
  }

  /** Refuses a request whose sender says himself that it is too large. */
  static void checkLength(RequestHeaders headers, IngestOptions options) {
    if (headers.contentLength() > options.maxBodyBytes()) {
      throw tooLarge(options);
    }
  }

  void add(HttpData data) {
    length += data.length();
    if (length > options.maxBodyBytes()) {
      throw tooLarge(options);
    }
    lease.grow(data.length());
  }

  private static RefusedException tooLarge(IngestOptions options) {
    return new RefusedException(
        Refusal.TOO_LARGE,
        "the body is larger than " + options.maxBodyBytes() + " bytes; send less at once");
  }
}
