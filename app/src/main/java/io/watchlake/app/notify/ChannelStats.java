package io.watchlake.app.notify;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of a channel's notifications since the process started. For all threads. */
final class ChannelStats {

  private final String channel;
  private final String type;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong superseded = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicReference<@Nullable Instant> lastSent = new AtomicReference<>();
  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();

  private record Trouble(String text, Instant at, boolean ends) {}

  ChannelStats(String channel, String type) {
    this.channel = channel;
    this.type = type;
  }

  void sent(Instant now) {
    sent.incrementAndGet();
    lastSent.set(now);
    // What a success proves to be over is told no more.
    trouble.updateAndGet(last -> last == null || last.ends() ? null : last);
  }

  void dead() {
    dead.incrementAndGet();
  }

  void retried(String why, Instant now) {
    retries.incrementAndGet();
    trouble.set(new Trouble(why, now, true));
  }

  void failed(String why, Instant now) {
    trouble.set(new Trouble(why, now, true));
  }

  void fault(String what, Instant now) {
    faults.incrementAndGet();
    trouble.set(new Trouble(what, now, false));
  }

  void superseded() {
    superseded.incrementAndGet();
  }

  void repeated() {
    repeats.incrementAndGet();
  }

  void waiting(long now) {
    waiting.set(now);
  }

  /**
   * The figures now.
   *
   * @param type what kind of channel
   * @param sent messages that it took
   * @param dead messages that became dead letters
   * @param retries tries that are tried again
   * @param superseded notifications that were too old, with newer ones behind them
   * @param repeats notifications that were known to be told
   * @param faults templates that could not be used and addresses that were refused
   * @param waiting notifications that wait for their turn
   * @param lastSentAt null where nothing was
   * @param lastError null where there was none, or it is over
   * @param lastErrorAt null where there was none, or it is over
   */
  record Figures(
      String channel,
      String type,
      long sent,
      long dead,
      long retries,
      long superseded,
      long repeats,
      long faults,
      long waiting,
      @Nullable Instant lastSentAt,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt) {}

  Figures figures() {
    Trouble last = trouble.get();
    return new Figures(
        channel,
        type,
        sent.get(),
        dead.get(),
        retries.get(),
        superseded.get(),
        repeats.get(),
        faults.get(),
        waiting.get(),
        lastSent.get(),
        last == null ? null : last.text(),
        last == null ? null : last.at());
  }
}
