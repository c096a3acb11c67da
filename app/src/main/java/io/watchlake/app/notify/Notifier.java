package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.connectors.alert.client.SentLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that tells people, opened in order and closed in reverse. */
final class Notifier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<ChannelStats> stats = new ArrayList<>();

  private Notifier() {}

  /**
   * Begins to tell.
   *
   * @param environment where secrets are
   * @param failed is told why it cannot go on
   * @throws IOException if Kafka does not give the log of what was sent
   */
  static Notifier start(
      String bootstrapServers,
      Alerting settings,
      Map<String, String> environment,
      InstantSource clock,
      Consumer<String> failed)
      throws IOException {
    Notifier notifier = new Notifier();
    try {
      notifier.open(bootstrapServers, settings, environment, clock, failed);
      return notifier;
    } catch (IOException | RuntimeException e) {
      notifier.close();
      throw e;
    }
  }

  private void open(
      String bootstrapServers,
      Alerting settings,
      Map<String, String> environment,
      InstantSource clock,
      Consumer<String> failed)
      throws IOException {
    SentLog log = opened(SentLog.open(bootstrapServers, clock));
    DeadLetterBox deadLetters = opened(new DeadLetterBox(bootstrapServers));
    for (Channel channel : settings.channels().values()) {
      ChannelStats figures = counted(channel.name(), type(channel));
      ChannelWorker worker =
          new ChannelWorker(
              channel.name(),
              channel.sendResolved(),
              settings,
              Deliveries.of(channel, settings.timeout(), environment),
              log,
              deadLetters,
              figures,
              clock);
      opened(
          new FeedLoop(bootstrapServers, channel.name(), settings.maxAge(), clock, worker, failed));
    }
    StrayWorker stray =
        new StrayWorker(settings, deadLetters, counted(StrayWorker.READER, "none"), clock);
    opened(
        new FeedLoop(
            bootstrapServers, StrayWorker.READER, settings.maxAge(), clock, stray, failed));
  }

  private ChannelStats counted(String channel, String type) {
    ChannelStats figures = new ChannelStats(channel, type);
    stats.add(figures);
    return figures;
  }

  /** The kind's name as the configuration has it. */
  static String type(Channel channel) {
    return channel.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  /** What became of notifications, a channel each, and of those that no channel takes on. */
  List<ChannelStats.Figures> figures() {
    return stats.stream().map(ChannelStats::figures).toList();
  }

  /** Lets what is on its way end; closing again does nothing. */
  @Override
  public synchronized void close() {
    List<Thread> loops = new ArrayList<>();
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      if (resource instanceof FeedLoop) {
        // They end side by side: each may have something on its way.
        Thread closing = new Thread(() -> close(resource), "close");
        closing.start();
        loops.add(closing);
      } else {
        loops.forEach(Notifier::join);
        loops.clear();
        close(resource);
      }
    }
    loops.forEach(Notifier::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      LOG.warn("{} did not close", resource.getClass().getSimpleName(), e);
    }
  }
}
