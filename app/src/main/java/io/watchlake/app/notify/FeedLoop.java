package io.watchlake.app.notify;

import io.watchlake.app.notify.Backlog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads notifications and does something with them, on a thread of its own. */
final class FeedLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedLoop.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Kafka takes a reader that does not ask for long for dead. */
  private static final Duration AT_A_TIME = Duration.ofSeconds(5);

  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final Thread thread;
  private volatile boolean ended;

  /** What is done with notifications; called on the loop's thread. */
  interface Work {

    void take(ConsumerRecord<byte[], byte[]> message);

    /** Others read this partition from now on. */
    void drop(TopicPartition partition);

    /** Whether more messages can be held. */
    boolean takesMore();

    /** When there is something to do; empty where nothing is. */
    Optional<Instant> due();

    /** Does a piece of it; gives a message that everything was done with. */
    Optional<Entry> step() throws InterruptedException;
  }

  /**
   * Begins at once.
   *
   * @param failed is told why it ended by itself
   */
  FeedLoop(
      String bootstrapServers,
      String reader,
      Duration reach,
      InstantSource clock,
      Work work,
      Consumer<String> failed) {
    thread =
        new Thread(
            () -> {
              try (NotificationFeed feed =
                  new NotificationFeed(bootstrapServers, reader, reach, clock, work::drop)) {
                run(feed, work, clock);
              } catch (FencedInstanceIdException e) {
                failed.accept("another notifier has taken over: let only one run");
              } catch (InterruptException | InterruptedException e) {
                LOG.info("{}: interrupted", reader);
              } catch (KafkaException e) {
                LOG.error("{}: notifications cannot be read", reader, e);
                failed.accept("notifications cannot be read: " + e.getMessage());
              } catch (RuntimeException e) {
                LOG.error("{}: cannot go on", reader, e);
                failed.accept(reader + " cannot go on: " + e);
              }
            },
            "notify-" + reader);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(NotificationFeed feed, Work work, InstantSource clock)
      throws InterruptedException {
    while (!ended) {
      feed.next(wait(work.due(), clock.instant()), work.takesMore()).forEach(work::take);
      long until = System.nanoTime() + AT_A_TIME.toNanos();
      while (!ended
          && System.nanoTime() < until
          && work.due().filter(at -> !at.isAfter(clock.instant())).isPresent()) {
        work.step().ifPresent(done -> feed.done(done.partition(), done.offset()));
        feed.commit(COMMIT_EVERY);
      }
      feed.commit(COMMIT_EVERY);
    }
  }

  private static Duration wait(Optional<Instant> due, Instant now) {
    return due.map(at -> Duration.between(now, at))
        .filter(wait -> wait.compareTo(LOOK) < 0)
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(LOOK);
  }

  /** Lets what is on its way end, for a while. */
  @Override
  public void close() {
    ended = true;
    try {
      thread.join(END_WITHIN.toMillis());
      thread.interrupt();
      thread.join(END_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
