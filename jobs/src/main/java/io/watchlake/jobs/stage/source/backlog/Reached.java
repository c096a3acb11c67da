package io.watchlake.jobs.stage.source.backlog;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * How far a reader is through a backlog: what it tells the enumerator.
 *
 * @param millis where the slowest of its partitions is that are waited for, since the epoch; {@link
 *     BacklogProgress#NOWHERE} where none is
 */
record Reached(long millis) implements SourceEvent {

  private static final long serialVersionUID = 1L;
}
