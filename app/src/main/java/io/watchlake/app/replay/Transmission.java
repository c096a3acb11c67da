package io.watchlake.app.replay;

import io.watchlake.app.cli.CommandException;
import io.watchlake.model.Timeline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends an input to the ingest, line by line in the order of time. */
final class Transmission {

  private final URI ingest;
  private final Timeline timeline;
  private final Speed speed;
  private final Duration patience;
  private final Pace.Time time;
  private final Sent sent = new Sent();

  /**
   * A transmission.
   *
   * @param ingest OTLP over HTTP, without {@code /v1/...}
   * @param patience how long ingest may take nothing
   */
  Transmission(URI ingest, Timeline timeline, Speed speed, Duration patience) {
    this(ingest, timeline, speed, patience, Pace.Time.REAL);
  }

  Transmission(URI ingest, Timeline timeline, Speed speed, Duration patience, Pace.Time time) {
    this.ingest = ingest;
    this.timeline = timeline;
    this.speed = speed;
    this.patience = patience;
    this.time = time;
  }

  /** What was acknowledged so far; any thread may look. */
  Sent sent() {
    return sent;
  }

  /**
   * Sends everything and waits for the answers.
   *
   * @throws CommandException when a line is broken or refused (bad input), or cannot be delivered
   *     (failed); what stands before the fault was sent, and the message says how much that is
   */
  void run(Input input) throws InterruptedException {
    Pace pace = new Pace(speed, time);
    try (OtlpClient client = new OtlpClient(ingest, timeline, patience);
        Sender sender = new Sender(client, sent)) {
      @Nullable BadLineException broken = null;
      try {
        for (Line line = input.next(); line != null; line = input.next()) {
          pace.await(line);
          sender.send(line);
        }
      } catch (BadLineException e) {
        broken = e;
      }
      sender.finish();
      if (broken != null) {
        throw CommandException.badInput(broken.problem() + "\n" + state());
      }
    } catch (SendException e) {
      String message = e.problem() + "\n" + state();
      throw e.badInput() ? CommandException.badInput(message) : CommandException.failed(message, e);
    }
  }

  /** How far it came, in words. */
  String state() {
    Sent.Counts total = sent.total();
    if (total.requests() == 0) {
      return "nothing was sent to timeline " + timeline;
    }
    long nanos = sent.latestNanos();
    return total.records()
        + " records of "
        + total.requests()
        + " requests were sent to timeline "
        + timeline
        + ", up to event time "
        + Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
  }
}
