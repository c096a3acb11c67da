package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.search.client.SearchClient;
import io.watchlake.connectors.search.codec.IndexPattern;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.LogRecord;
import java.net.URI;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.elasticsearch.sink.Elasticsearch7SinkBuilder;
import org.apache.flink.connector.elasticsearch.sink.FlushBackoffType;
import org.apache.http.HttpHost;

/** The search index: at least once, each record under an id of its own, so repeats replace. */
public final class SearchIndex {

  private static final int FLUSH_ACTIONS = 1_000;
  private static final int FLUSH_MEGABYTES = 5;
  private static final long FLUSH_MILLIS = 1_000;

  /** A node that is busy is asked again for half a minute; then the job restarts. */
  private static final int BUSY_RETRIES = 5;

  private static final long BUSY_FIRST_DELAY_MILLIS = 500;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;

  private SearchIndex() {}

  /**
   * The sink. It puts the index template before its first document, whenever it starts.
   *
   * @param address a node of the search cluster
   * @param pattern names of the daily indices
   * @param replicas copies of each shard beside the first
   */
  public static Sink<LogRecord> of(URI address, IndexPattern pattern, int replicas) {
    Elasticsearch7SinkBuilder<LogRecord> builder = new Elasticsearch7SinkBuilder<>();
    builder
        .setEmitter(new LogDocuments(address, pattern, replicas))
        .setHosts(new HttpHost(address.getHost(), address.getPort(), address.getScheme()))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setBulkFlushMaxActions(FLUSH_ACTIONS)
        .setBulkFlushMaxSizeMb(FLUSH_MEGABYTES)
        .setBulkFlushInterval(FLUSH_MILLIS)
        .setBulkFlushBackoffStrategy(
            FlushBackoffType.EXPONENTIAL, BUSY_RETRIES, BUSY_FIRST_DELAY_MILLIS)
        .setConnectionTimeout(CONNECT_MILLIS)
        .setSocketTimeout(ANSWER_MILLIS);
    String prefix = address.getPath();
    if (prefix != null && prefix.length() > 1) {
      builder.setConnectionPathPrefix(prefix);
    }
    return builder.build();
  }

  /** What deletes a timeline's indices. */
  public static ExpireIndices.Expiry expiry(URI address, IndexPattern pattern, Timeline timeline) {
    String name = timeline.name();
    return firstKept -> new SearchClient(address).deleteBefore(pattern, name, firstKept);
  }
}
