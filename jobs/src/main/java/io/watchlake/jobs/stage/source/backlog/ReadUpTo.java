package io.watchlake.jobs.stage.source.backlog;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * How far partitions may be read: what the enumerator tells every reader.
 *
 * @param millis since the epoch; {@link BacklogProgress#NOWHERE} for no limit
 */
record ReadUpTo(long millis) implements SourceEvent {

  private static final long serialVersionUID = 1L;
}
