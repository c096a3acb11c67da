package io.watchlake.app.bench.floor;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.PointDecoder;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.jobs.stage.compute.ChunkGatherer;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.ChunkRows;
import io.watchlake.lakehouse.flink.RecordWriter;
import io.watchlake.lakehouse.flink.RollupRows;
import io.watchlake.lakehouse.flink.RowFileWriter;
import io.watchlake.lakehouse.flink.RowShape;
import io.watchlake.lakehouse.flink.RowTypes;
import io.watchlake.lakehouse.flink.SeriesRows;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.apache.iceberg.DataFile;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One thread of the floor, with a share of the partitions. */
final class FloorReader implements Callable<Void>, PointDecoder.Handler {

  private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETENTION = Duration.ofDays(30);

  private final RecordWriter<MetricChunk> chunks;
  private final RecordWriter<Rollup> minutes;
  private final RecordWriter<Rollup> hours;
  private final RowFileWriter series;
  private final Map<String, List<DataFile>> files = new HashMap<>();
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final Map<String, Object> consumerSettings;
  private final CyclicBarrier aligned;
  private final FloorCommits commits;
  private final PointDecoder decoder = new PointDecoder(DecodeLimits.ofRetention(RETENTION));
  private final ChunkGatherer gatherer;
  private final FloorRollups rollups;
  private SeriesTable known = new SeriesTable();
  private int seriesKnown;
  private long points;
  private volatile boolean atEnd;

  FloorReader(
      String kafka,
      String tenSeconds,
      Lakehouse lakehouse,
      int thread,
      int threads,
      CyclicBarrier aligned,
      FloorCommits commits) {
    this.aligned = aligned;
    this.commits = commits;
    chunks = writer(lakehouse, Tables.METRIC_CHUNKS, ChunkRows.SHAPE, thread);
    minutes = writer(lakehouse, Tables.ROLLUPS_1M_LOG, RollupRows.SHAPE, thread);
    hours = writer(lakehouse, Tables.ROLLUPS_1H_LOG, RollupRows.SHAPE, thread);
    series =
        new RowFileWriter(
            lakehouse.table(Tables.SERIES), RowTypes.rowType(Tables.SERIES), thread, 0);
    for (int partition = thread; partition < Topics.PARTITIONS; partition += threads) {
      partitions.add(new TopicPartition(Topics.OTLP_METRICS, partition));
    }
    Map<String, Object> settings = new HashMap<>(KafkaMessages.FETCHING);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumerSettings = settings;
    gatherer =
        new ChunkGatherer(
            ChunkGatherer.DEFAULT_MAX_POINTS,
            SeriesSelection.parse(tenSeconds),
            SeriesSelection.NONE);
    rollups = new FloorRollups(kafka, this::rollup);
  }

  private static <T> RecordWriter<T> writer(
      Lakehouse lakehouse, String table, RowShape<T> shape, int thread) {
    return new RecordWriter<>(lakehouse.table(table), shape, thread, 0);
  }

  /** How many points were read. */
  long points() {
    return points;
  }

  /** Whether there is nothing more to read. */
  boolean atEnd() {
    return atEnd;
  }

  /** The files of a table that are to be committed; asked for while the thread waits. */
  List<DataFile> files(String table) {
    return files.getOrDefault(table, List.of());
  }

  @Override
  public Void call() throws Exception {
    try (rollups;
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      partitions.stream()
          .filter(each -> ends.getOrDefault(each, 0L) > 0)
          .forEach(each -> rollups.awaits(each.partition()));
      long commitAt = System.nanoTime() + COMMIT_EVERY.toNanos();
      while (!commits.done()) {
        if (!atEnd) {
          for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            decode(message);
          }
          atEnd =
              partitions.stream()
                  .allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L));
        }
        if (atEnd || System.nanoTime() - commitAt >= 0) {
          commit();
          commitAt += COMMIT_EVERY.toNanos();
        }
      }
    }
    return null;
  }

  private void decode(ConsumerRecord<byte[], byte[]> message) {
    decoder.decode(
        new RawMessage(
            message.topic(),
            message.partition(),
            message.offset(),
            message.timestamp(),
            message.value()),
        this);
  }

  private void commit() throws IOException, InterruptedException, BrokenBarrierException {
    drain();
    files.clear();
    files.put(Tables.METRIC_CHUNKS, chunks.finish());
    files.put(Tables.ROLLUPS_1M_LOG, minutes.finish());
    files.put(Tables.ROLLUPS_1H_LOG, hours.finish());
    files.put(Tables.SERIES, List.of(series.complete().dataFiles()));
    rollups.flush();
    aligned.await();
  }

  private void drain() {
    gatherer.drain(chunks::write, rollups::add, sketch -> {});
    rollups.advance();
  }

  @Override
  public void points(PointBatch batch) {
    if (!gatherer.takes(batch)) {
      drain();
    }
    gatherer.add(batch);
    points += batch.size();
    rollups.seen(batch.partition(), batch.latestUnixNano());
    newSeries(batch);
    if (gatherer.isFull()) {
      drain();
    }
  }

  /** The catalog of series: numbers are given in the order of first sight. */
  private void newSeries(PointBatch batch) {
    if (batch.table() != known) {
      known = batch.table();
      seriesKnown = 0;
    }
    for (; seriesKnown < known.size(); seriesKnown++) {
      series.write(
          SeriesRows.row(known.get(seriesKnown), Timeline.LIVE.name(), batch.timeUnixNano(0)));
    }
  }

  private void rollup(Rollup rollup) {
    (rollup.resolution() == Resolution.HOUR ? hours : minutes).write(rollup);
  }

  @Override
  public void distribution(DistributionPoint point) {
    throw new IllegalStateException("the workload has no distributions");
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    throw new IllegalStateException("dead letter: " + letter.detail());
  }
}
