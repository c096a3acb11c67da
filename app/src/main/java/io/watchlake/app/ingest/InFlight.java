package io.watchlake.app.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of requests that are being read, decoded or waiting for Kafka, and their bound. */
final class InFlight {

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  InFlight(long limit) {
    this.limit = limit;
  }

  long bytes() {
    return held.get();
  }

  Lease lease() {
    return new Lease();
  }

  private boolean take(long bytes) {
    long now = held.get();
    while (now + bytes <= limit) {
      if (held.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = held.get();
    }
    return false;
  }

  /** The share of one request; it never waits, so requests cannot block each other. */
  final class Lease implements AutoCloseable {

    private final AtomicLong share = new AtomicLong();

    /**
     * Takes more.
     *
     * @throws RefusedException as busy, when there is no more
     */
    void grow(long bytes) {
      if (!take(bytes)) {
        throw new RefusedException(
            Refusal.BUSY,
            "too many bytes are waiting for Kafka (limit " + limit + "); send again later");
      }
      share.addAndGet(bytes);
    }

    /** Gives all of it back; may be called again. */
    @Override
    public void close() {
      held.addAndGet(-share.getAndSet(0));
    }
  }
}
