package io.watchlake.app.bench.floor;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.connectors.rollup.codec.RollupWriter;
import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.RollupBucket;
import io.watchlake.jobs.stage.rollup.RollupOutput;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Rollups of one thread's series: merged by the job's own buckets, sent and written as it does. */
final class FloorRollups implements AutoCloseable {

  /** As the job's defaults. */
  private static final Duration LATENESS = Duration.ofMinutes(5);

  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);
  private static final long NOTHING_SEEN = Long.MIN_VALUE / 2;
  private static final int MESSAGE_BYTES = 512 * 1024;

  private final Map<Integer, RollupBucket> buckets = new HashMap<>();
  private final Map<Integer, NavigableSet<Long>> wakes = new HashMap<>();
  private final Map<Integer, Long> latest = new HashMap<>();
  private final SeriesPool pool = new SeriesPool();
  private final RollupWriter writer = new RollupWriter();
  private final Consumer<Rollup> rows;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Stands still while points are gathered, as the job's time does. */
  private long now = NOTHING_SEEN;

  FloorRollups(String kafka, Consumer<Rollup> rows) {
    this.rows = rows;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.MAX_MESSAGE_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Has time wait for a partition that nothing was read of yet. */
  void awaits(int partition) {
    latest.put(partition, NOTHING_SEEN);
  }

  /** Notes how far a partition is. */
  void seen(int partition, long unixNano) {
    latest.merge(partition, unixNano, Math::max);
  }

  void add(PartialBatch batch) {
    bucket(batch.bucket()).add(batch, now, LATENESS.toNanos(), telling(batch.bucket()));
    send(batch.bucket());
  }

  private RollupBucket bucket(int number) {
    return buckets.computeIfAbsent(
        number,
        ignored -> {
          RollupBucket made = new RollupBucket();
          made.share(pool);
          return made;
        });
  }

  /** Lets time pass to where what was added has brought it, and tells what that closes. */
  void advance() {
    now = passed();
    wakes.forEach(
        (bucket, moments) -> {
          NavigableSet<Long> passed = moments.headSet(now, true);
          if (!passed.isEmpty()) {
            passed.clear();
            bucket(bucket).advance(Timeline.LIVE.name(), now, LATENESS.toNanos(), telling(bucket));
            send(bucket);
          }
        });
  }

  /** The event time that the slowest partition has passed. */
  private long passed() {
    return latest.values().stream().mapToLong(Long::longValue).min().orElse(NOTHING_SEEN)
        - OUT_OF_ORDER.toNanos();
  }

  private RollupOutput telling(int bucket) {
    return new RollupOutput() {
      @Override
      public void told(SeriesBytes series, Rollup rollup) {
        if (rollup.resolution() != Resolution.HOUR) {
          writer.add(series, rollup);
          if (writer.size() >= MESSAGE_BYTES) {
            send(bucket);
          }
        }
        if (rollup.resolution() != Resolution.TEN_SECONDS) {
          rows.accept(rollup);
        }
      }

      @Override
      public void late(LateRollup late) {
        throw new IllegalStateException("the workload has nothing late");
      }

      @Override
      public void wake(long unixNano) {
        wakes.computeIfAbsent(bucket, ignored -> new TreeSet<>()).add(unixNano);
      }
    };
  }

  private void send(int bucket) {
    if (writer.count() > 0) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.ROLLUPS, RollupCodec.key(bucket), writer.finish(Timeline.LIVE.name())));
    }
  }

  /** Waits until Kafka has what was sent, as a checkpoint does. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
