package io.watchlake.jobs.stage.enrich;

import org.apache.flink.api.common.functions.MapFunction;

/**
 * Enrichment: nothing is known yet beyond what the sender said, and nothing is guessed, so every
 * record passes unchanged. It has its place and its uid from the first savepoint on.
 */
public final class Enrich<T> implements MapFunction<T, T> {

  private static final long serialVersionUID = 1L;

  @Override
  public T map(T record) {
    return record;
  }
}
