package io.watchlake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.model.JobNames;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalPattern;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every job that reads records, between a real broker's topics: who asks gets
 * exactly the signals of what is read from then on, and the same ones when it is read again.
 */
public abstract class RecordSignalsContract {

  private static final int BEFORE = 50;
  private static final int ALL = 100;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private final String jobName;
  private final Feed feed;
  private final SignalPattern pattern;

  /**
   * @param jobName the name of the job
   * @param feed what the job reads
   * @param pattern one record of each request fits it
   */
  protected RecordSignalsContract(String jobName, Feed feed, SignalPattern pattern) {
    this.jobName = jobName;
    this.feed = feed;
    this.pattern = pattern;
  }

  /** Builds the whole job. */
  protected abstract void build(StreamExecutionEnvironment env, String[] arguments);

  @Test
  void whoAsksGetsWhatIsReadFromThenOnAndTheSameWhenItIsReadAgain(@TempDir Path home)
      throws Exception {
    try (Life life = new Life(home)) {
      RunningJob before = RunningJob.start(home, null, life::build);
      before.await("messages that nobody asks for", life::read, BEFORE);
      String savepoint = before.stop(home.resolve("savepoints"));
      assertThat(life.signals.all()).isEmpty();

      life.ask();
      life.send(BEFORE, ALL);
      long asked = Feed.requests(BEFORE, ALL);
      RunningJob job = RunningJob.start(home, savepoint, life::build);
      job.await("signals", () -> life.signals.all().size(), asked);
      job.stop(home.resolve("savepoints"));
      List<Signal> told = List.copyOf(life.signals.all());
      assertThat(told)
          .hasSize((int) asked)
          .allSatisfy(
              signal -> {
                assertThat(signal.kind()).isEqualTo(pattern.kind());
                assertThat(signal.timeline()).isEqualTo(Feed.TIMELINE.name());
                assertThat(signal.service()).isEqualTo("shop");
                assertThat(pattern.matches(signal)).isTrue();
              })
          .doesNotHaveDuplicates();

      RunningJob again = RunningJob.start(home, savepoint, life::build);
      again.await("signals again", () -> life.signals.all().size(), 2 * asked);
      again.stop(home.resolve("savepoints"));
      assertThat(life.signals.all().subList((int) asked, 2 * (int) asked))
          .containsExactlyInAnyOrderElementsOf(told);
    }
  }

  private final class Life extends KafkaLife {

    private final KafkaTopic<Signal> signals = KafkaTopic.ofSignals(bootstrapServers());

    Life(Path home) {
      super(home, feed, BEFORE);
    }

    @Override
    public void build(StreamExecutionEnvironment env) {
      RecordSignalsContract.this.build(env, arguments());
    }

    @Override
    public void awaitOutput(RunningJob running, int from, int to) {}

    /** How many messages the job has read up to its last checkpoint. */
    long read() {
      try (TopicAdmin topics = TopicAdmin.connect(bootstrapServers())) {
        return topics.committedOffsets(JobNames.group(jobName, Feed.TIMELINE)).values().stream()
            .mapToLong(Long::longValue)
            .sum();
      }
    }

    void ask() {
      try (SubscriptionClient subscriptions = new SubscriptionClient(bootstrapServers())) {
        subscriptions.put(new RecordSubscription("test", pattern, List.of("service"), "test"));
      }
    }

    @Override
    public void close() {
      signals.close();
      super.close();
    }
  }
}
