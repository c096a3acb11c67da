package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.search.client.SearchClient;
import io.watchlake.connectors.search.codec.IndexPattern;
import io.watchlake.connectors.search.codec.IndexTemplate;
import io.watchlake.connectors.search.codec.LogDocument;
import io.watchlake.model.telemetry.LogRecord;
import java.net.URI;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.elasticsearch.sink.ElasticsearchEmitter;
import org.apache.flink.connector.elasticsearch.sink.RequestIndexer;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.common.xcontent.XContentType;

/** Log records as requests to index them. */
final class LogDocuments implements ElasticsearchEmitter<LogRecord> {

  private static final long serialVersionUID = 1L;

  private final URI address;
  private final IndexPattern pattern;
  private final int replicas;

  LogDocuments(URI address, IndexPattern pattern, int replicas) {
    this.address = address;
    this.pattern = pattern;
    this.replicas = replicas;
  }

  /**
   * Puts the template here and not at submission: without it, the first document would make an
   * index that guesses its mapping, and here an index that is down is asked again with the job's
   * next restart.
   */
  @Override
  public void open() {
    new SearchClient(address)
        .putTemplate(IndexTemplate.NAME, IndexTemplate.json(pattern, replicas));
  }

  @Override
  public void emit(LogRecord record, SinkWriter.Context context, RequestIndexer indexer) {
    LogDocument document = LogDocument.of(record);
    indexer.add(
        new IndexRequest(pattern.index(record.timeline(), record.eventUnixNano()))
            .id(document.id())
            .source(document.json(), XContentType.JSON));
  }
}
