package io.watchlake.jobs.stage.source.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.model.RawMessage;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two readers of a real broker, one of which has ten times the messages to read for a minute. */
class AlignedSourceTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(2);

  private static final String TOPIC = "aligned";
  private static final long BEGIN =
      Instant.now().minus(Duration.ofHours(14)).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
  private static final Duration BACKLOG = Duration.ofHours(12);
  private static final Duration DENSE_EVERY = Duration.ofMillis(100);
  private static final Duration SPARSE_EVERY = Duration.ofSeconds(1);

  /** Neighbours are read by different readers. */
  private static final int DENSE = 0;

  private static final int SPARSE = 1;

  /** What was fetched before a reader had to wait is read yet: some hundred messages. */
  private static final Duration FETCHED = SPARSE_EVERY.multipliedBy(500);

  @Test
  void theReaderWithLessToReadWaitsForTheOther(@TempDir Path home) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home)) {
      send(broker);

      StreamExecutionEnvironment env = JobEnvironment.streaming(2);
      env.fromSource(
              new AlignedSource(
                  KafkaMessages.of(
                      new KafkaOptions(broker.bootstrapServers(), Map.of()), TOPIC, "aligned"),
                  TimedMessage::unixNano),
              WatermarkStrategy.noWatermarks(),
              "source")
          .uid("source")
          .map(Readers::take)
          .returns(Types.LONG)
          .uid("take")
          .sinkTo(new DiscardingSink<>())
          .uid("sink");
      JobClient job = env.executeAsync("aligned");
      assertThat(Readers.BOTH_DONE.await(4, TimeUnit.MINUTES)).isTrue();
      job.cancel().get(1, TimeUnit.MINUTES);
      job.getJobExecutionResult().exceptionally(cancelled -> null).get(1, TimeUnit.MINUTES);
    }

    assertThat(Duration.ofMillis(Readers.MOST_AHEAD.get()))
        .isLessThan(AlignedEnumerator.DRIFT.plus(FETCHED));
  }

  private static void send(KafkaBroker broker) throws Exception {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      // Here messages arrive when the sender says so, which is a while ago.
      Map<String, String> config =
          Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.CREATE_TIME.name);
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1).configs(config))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      send(producer, DENSE, DENSE_EVERY);
      send(producer, SPARSE, SPARSE_EVERY);
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int partition, Duration every) {
    long end = BEGIN + BACKLOG.toMillis();
    for (long time = BEGIN; time <= end; time += every.toMillis()) {
      producer.send(new ProducerRecord<>(TOPIC, partition, time, null, TimedMessage.saying(time)));
    }
  }

  /** What the readers of the job in this process read, and how far the one was ahead. */
  private static final class Readers {
    static final CountDownLatch BOTH_DONE = new CountDownLatch(2);
    static final AtomicLong MOST_AHEAD = new AtomicLong();

    private static final long END = BEGIN + BACKLOG.toMillis();

    /** From here on it counts: how soon each hears of the other at the beginning is not known. */
    private static final long KNOWN = BEGIN + BACKLOG.toMillis() / 3;

    private static final AtomicLong DENSE_AT = new AtomicLong(BEGIN);
    private static final CountDownLatch DENSE_KNOWN = new CountDownLatch(1);

    private Readers() {}

    static long take(RawMessage message) throws InterruptedException {
      long time = message.arrivalMillis();
      if (message.partition() == DENSE) {
        DENSE_AT.set(time);
        if (time == KNOWN) {
          DENSE_KNOWN.countDown();
        }
      } else if (time >= KNOWN) {
        assertThat(DENSE_KNOWN.await(4, TimeUnit.MINUTES)).isTrue();
        MOST_AHEAD.accumulateAndGet(time - DENSE_AT.get(), Math::max);
      }
      if (time == END) {
        BOTH_DONE.countDown();
      }
      return time;
    }
  }
}
