package io.watchlake.app.status;

import io.watchlake.app.sql.SqlSource;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.status.StackStatus.Flow;
import io.watchlake.app.status.StackStatus.Lag;
import io.watchlake.app.status.StackStatus.TableFigures;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the status of a stack from everything that knows a part of it: the supervisor, Kafka, the
 * lakehouse and the ingest. For all threads; what was gathered lately is answered again.
 */
public final class StatusCollector implements StatusSource, AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(4);

  /** Many may ask, the stack is asked this often at most. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Path home;
  private final Sources sources;
  private final LakeFigures lake;
  private final InstantSource clock;
  private final Parts parts = new Parts(DEADLINE);
  private final Object topicsLock = new Object();
  private @Nullable TopicFigures topics;
  private @Nullable StackStatus last;

  /**
   * @param home the home folder of the stack
   * @param sources whom to ask
   */
  public StatusCollector(Path home, Sources sources, InstantSource clock) {
    this.home = home;
    this.sources = sources;
    this.lake = new LakeFigures(sources.sql());
    this.clock = clock;
  }

  /**
   * Whom a collector asks. Each may be slow, or fail: that costs its own part of the status.
   *
   * @param sql the lakehouse
   * @param tables figures of each table, rows that are null here are never asked for
   * @param ingest counters of the ingest; null in a process that has none
   */
  public record Sources(
      SqlSource sql,
      Callable<List<TableFigures>> tables,
      @Nullable Callable<StackStatus.Ingest> ingest) {}

  @Override
  public synchronized StackStatus status() {
    Instant now = clock.instant();
    if (last == null || last.at().plus(FRESH).isBefore(now)) {
      last = gather(now);
    }
    return last;
  }

  private StackStatus gather(Instant now) {
    Parts.Round round = parts.round();
    Optional<StackClient> stack = StackClient.find(home);
    var components =
        round.ask("supervisor", () -> stack.map(StackClient::components).orElse(List.of()));
    var jobs = round.ask("jobs", () -> stack.map(StackClient::jobs).orElse(List.of()));
    var kafka = round.ask("kafka", () -> askKafka(stack));
    var amounts = round.ask("lakehouse", () -> lake.ask(now));
    var channels = round.ask("notifier", () -> NotifierFigures.ask(stack));
    var tables = round.ask("tables", sources.tables());
    var ingest = sources.ingest() == null ? null : round.ask("ingest", sources.ingest());

    TopicFigures.Figures topicFigures = kafka.orElse(TopicFigures.Figures.NONE);
    LakeFigures.Figures lakeFigures = amounts.orElse(LakeFigures.Figures.UNKNOWN);
    List<String> timelines = timelines(topicFigures, lakeFigures);
    Health.Draft draft =
        new Health.Draft(
            stack.isPresent(),
            components.orElse(List.of()).stream().map(Health::component).toList(),
            jobs.orElse(List.of()).stream().map(Health::job).toList(),
            flows(timelines, topicFigures, lakeFigures, now));
    List<TableFigures> tableFigures = tables.orElse(List.of());
    StackStatus.@Nullable Ingest counters = ingest == null ? null : ingest.orNull();
    List<String> problems = Health.problems(draft, round.unavailable(), now);
    return new StackStatus(
        now,
        stack.isEmpty()
            ? StackStatus.State.DOWN
            : problems.isEmpty() ? StackStatus.State.HEALTHY : StackStatus.State.DEGRADED,
        home.toString(),
        problems,
        timelines,
        draft.components(),
        draft.jobs(),
        draft.flows(),
        topicFigures.lag(),
        tableFigures,
        lakeFigures.deadLetters(),
        lakeFigures.tooManySeries(),
        counters,
        channels.orElse(List.of()),
        round.unavailable());
  }

  private TopicFigures.Figures askKafka(Optional<StackClient> stack) {
    if (stack.isEmpty()) {
      return TopicFigures.Figures.NONE;
    }
    return topics(stack.get().info().kafkaBootstrap()).ask();
  }

  /** Not under the collector's own lock, which {@link #status} holds while it waits for this. */
  private TopicFigures topics(String bootstrap) {
    synchronized (topicsLock) {
      if (topics == null) {
        topics = new TopicFigures(TopicAdmin.connect(bootstrap));
      }
      return topics;
    }
  }

  private static List<String> timelines(TopicFigures.Figures topics, LakeFigures.Figures lake) {
    TreeSet<String> others = new TreeSet<>();
    topics.messages().keySet().forEach(topic -> others.add(Timeline.ofTopic(topic).name()));
    lake.amounts().forEach(amount -> others.add(amount.timeline()));
    lake.deadLetters().forEach(dead -> others.add(dead.timeline()));
    others.remove(Timeline.LIVE.name());
    List<String> names = new ArrayList<>(List.of(Timeline.LIVE.name()));
    names.addAll(others);
    return names;
  }

  private static List<Flow> flows(
      List<String> timelines, TopicFigures.Figures topics, LakeFigures.Figures lake, Instant now) {
    List<Flow> flows = new ArrayList<>();
    for (String name : timelines) {
      Timeline timeline = new Timeline(name);
      for (Signal signal : Signal.values()) {
        String topic = timeline.topic(signal.topic());
        LakeFigures.Amount amount = lake.of(name, signal.label());
        Instant newest = amount.newestAt();
        flows.add(
            new Flow(
                name,
                signal.label(),
                topic,
                topics.messagesOf(topic),
                lake.isKnown() ? amount.rows() : null,
                lake.lateOf(name, signal.label()),
                lake.isKnown() ? lake.deadLettersOf(name, signal.topic()) : null,
                lagOf(topics.lag(), signal.group(timeline), topic),
                newest,
                newest == null ? null : Math.max(0, Duration.between(newest, now).toMillis())));
      }
    }
    return flows;
  }

  private static @Nullable Long lagOf(List<Lag> lag, String group, String topic) {
    return lag.stream()
        .filter(one -> one.group().equals(group) && one.topic().equals(topic))
        .map(Lag::lag)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public synchronized void close() {
    parts.close();
    synchronized (topicsLock) {
      if (topics != null) {
        topics.close();
      }
    }
  }
}
