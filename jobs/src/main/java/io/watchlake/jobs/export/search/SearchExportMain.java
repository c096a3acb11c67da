package io.watchlake.jobs.export.search;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.stage.decode.DecodeLogs;
import io.watchlake.jobs.stage.sink.ExpireIndices;
import io.watchlake.jobs.stage.sink.SearchIndex;
import io.watchlake.jobs.stage.source.KafkaMessages;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.JobNames;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.LogRecord;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code export-elasticsearch}: log records from Kafka to the search index. While the index
 * is down it fails and is restarted until it gets through, and then catches up from Kafka; no other
 * job notices. What cannot be decoded is the job {@code logs}' to report.
 */
public final class SearchExportMain {

  private SearchExportMain() {}

  /**
   * Submits the job, which runs until it is stopped with a savepoint.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  public static void main(String[] args) throws Exception {
    SearchExportOptions options = SearchExportOptions.parse(args);
    StreamExecutionEnvironment env = JobEnvironment.streaming(options.parallelism());
    build(env, options);
    env.execute(JobNames.job(JobNames.EXPORT_ELASTICSEARCH, options.timeline()));
  }

  /** Builds the whole job. */
  static void build(StreamExecutionEnvironment env, SearchExportOptions options) {
    assemble(
        messages(env, options),
        SearchIndex.of(options.searchUrl(), options.indexPattern(), options.replicas()),
        options);
  }

  /** The messages that the job reads. */
  static DataStream<RawMessage> messages(
      StreamExecutionEnvironment env, SearchExportOptions options) {
    return KafkaMessages.stream(
        env,
        options.kafka(),
        options.timeline(),
        Topics.OTLP_LOGS,
        JobNames.EXPORT_ELASTICSEARCH,
        SearchExportUids.SOURCE);
  }

  /** Puts decoding, topology and the index behind a source. */
  static void assemble(
      DataStream<RawMessage> messages, Sink<LogRecord> index, SearchExportOptions options) {
    DecodeLimits limits = DecodeLimits.ofRetention(Duration.ofDays(options.retentionDays()));
    DataStream<LogRecord> decoded =
        messages
            .process(new DecodeLogs(limits), TelemetryTypes.LOG_RECORD)
            .uid(SearchExportUids.DECODE)
            .name(SearchExportUids.DECODE);
    expiring(SearchExportTopology.of(decoded).records(), options)
        .sinkTo(index)
        .uid(SearchExportUids.INDEX)
        .name(SearchExportUids.INDEX);
  }

  /** Other timelines than live are kept until somebody says otherwise. */
  private static DataStream<LogRecord> expiring(
      DataStream<LogRecord> records, SearchExportOptions options) {
    if (!options.timeline().isLive() || options.keepIndexDays() == SearchExportOptions.FOR_EVER) {
      return records;
    }
    ExpireIndices expire =
        new ExpireIndices(
            options.keepIndexDays(),
            SearchIndex.expiry(options.searchUrl(), options.indexPattern(), options.timeline()));
    return records
        .transform(SearchExportUids.EXPIRE, TelemetryTypes.LOG_RECORD, expire)
        .uid(SearchExportUids.EXPIRE);
  }
}
